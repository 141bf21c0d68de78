import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import type { Typology } from "../../src/model/vocabulary.ts"
import { type ParseRulesOptions, parseRules, type RuleFile } from "../../src/rules/pack.ts"

interface Head {
  readonly tags?: readonly string[]
  readonly typology?: Typology
  readonly status?: "experimental" | "stable" | "deprecated"
}

function rule(id: string, { tags = [], typology = "velocity", status = "stable" }: Head = {}): RuleFile {
  const text = `id: ${id}
version: 1.0.0
title: A rule
status: ${status}
typology: ${typology}
severity: review
evidence: timing
description: A rule for tests.
tags: [${tags.join(", ")}]
match: { subject: payee, where: { channel: cash }, reason: r }
`
  return { file: `rules/${typology}/${id}.yaml`, text }
}

const FILES = [
  rule("burst", { tags: ["wallet", "fast"] }),
  rule("in-then-out", { typology: "pass-through", tags: ["wallet"] }),
  rule("many-payers", { typology: "fan-in", status: "experimental" }),
  rule("old-rule", { typology: "fan-in", status: "deprecated", tags: ["bank"] }),
  // An id that is a typology and a tag as well.
  rule("cycle", { typology: "chain", tags: ["chain"] }),
]
const ALL = ["burst", "cycle", "in-then-out", "many-payers", "old-rule"]

function packOf(settings: string, options: ParseRulesOptions = {}) {
  return parseRules(FILES, { settings: { file: "moneytrail.yaml", text: settings }, ...options })
}

function running(settings: string, options: ParseRulesOptions = {}): string[] {
  return packOf(settings, options).rules.map(({ id }) => id)
}

describe("rules that run by settings", () => {
  test.each<[string, string[]]>([
    ["", ALL],
    ["select: { rules: [burst] }", ["burst"]],
    ["select: { tags: [wallet] }", ["burst", "in-then-out"]],
    ["select: { typologies: [fan-in] }", ["many-payers", "old-rule"]],
    ["select: { status: [stable, experimental] }", ["burst", "cycle", "in-then-out", "many-payers"]],
    // Any of the criteria will do.
    [
      "select: { rules: [cycle], tags: [bank], typologies: [pass-through] }",
      ["cycle", "in-then-out", "old-rule"],
    ],
    ["disable: { status: [deprecated] }", ["burst", "cycle", "in-then-out", "many-payers"]],
    ["disable: { tags: [fast], typologies: [fan-in] }", ["cycle", "in-then-out"]],
    ["select: { tags: [wallet] }\ndisable: { tags: [fast] }", ["in-then-out"]],
    ["rules: { burst: { enabled: false } }", ["cycle", "in-then-out", "many-payers", "old-rule"]],
    ["select: { tags: [wallet] }\nrules: { burst: { enabled: false } }", ["in-then-out"]],
    // What is switched on by its id runs whatever else is said.
    ["select: { tags: [fast] }\nrules: { old-rule: { enabled: true } }", ["burst", "old-rule"]],
    [
      "disable: { tags: [wallet], rules: [cycle] }\nrules: { burst: { enabled: true } }",
      ["burst", "many-payers", "old-rule"],
    ],
    [
      "select: { tags: [fast] }\ndisable: { rules: [cycle] }\nrules: { cycle: { enabled: true } }",
      ["burst", "cycle"],
    ],
  ])("%j", (settings, expected) => {
    expect(running(settings)).toEqual(expected)
  })
})

describe("rules that run by the call", () => {
  test.each<[ParseRulesOptions, string[]]>([
    [{ only: ["rule:burst"] }, ["burst"]],
    [{ only: ["burst", "tag:bank"] }, ["burst", "old-rule"]],
    [{ only: ["typology:fan-in"], without: ["status:deprecated"] }, ["many-payers"]],
    [{ without: ["wallet"] }, ["cycle", "many-payers", "old-rule"]],
    // A bare word is an id, else a typology, else a tag.
    [{ only: ["cycle"] }, ["cycle"]],
    [{ only: ["typology:chain"] }, ["cycle"]],
    [{ only: ["chain"] }, ["cycle"]],
    [{ only: ["fan-in"] }, ["many-payers", "old-rule"]],
    [{ only: ["fast"] }, ["burst"]],
    [{ only: [], without: [] }, ALL],
  ])("%j", (options, expected) => {
    expect(running("", options)).toEqual(expected)
  })

  test("takes from what settings leave", () => {
    expect(running("disable: { tags: [fast] }", { only: ["wallet"] })).toEqual(["in-then-out"])
    expect(running("rules: { burst: { enabled: true } }", { without: ["burst"] })).toEqual(ALL.slice(1))
  })
})

test("what did not run, with why, and the criteria in force", () => {
  const settings =
    "select: { tags: [wallet, bank] }\ndisable: { status: [deprecated] }\nrules: { burst: { enabled: false }, many-payers: { enabled: true } }"
  const pack = packOf(settings, {
    only: ["wallet", "typology:chain", "many-payers"],
    without: ["rule:cycle"],
  })
  expect(pack.disabled).toEqual(["burst", "cycle", "old-rule"])
  expect(pack.selection).toEqual({
    only: ["wallet", "typology:chain", "many-payers"],
    without: ["rule:cycle"],
    select: { rules: [], tags: ["wallet", "bank"], typologies: [], status: [] },
    disable: { rules: [], tags: [], typologies: [], status: ["deprecated"] },
    enabled: ["many-payers"],
    notRun: [
      { rule: "burst", why: "settings: enabled is false" },
      { rule: "cycle", why: "settings: not among select" },
      { rule: "old-rule", why: "settings: disable status:deprecated" },
    ],
    incomplete: [],
  })
  expect(packOf("", { only: ["burst", "cycle"], without: ["tag:chain"] }).selection.notRun).toEqual([
    { rule: "cycle", why: "without tag:chain" },
    { rule: "in-then-out", why: "not among only" },
    { rule: "many-payers", why: "not among only" },
    { rule: "old-rule", why: "not among only" },
  ])
})

test("a combination that lost a part is named", () => {
  const combine = (id: string, parts: string) => ({
    file: `rules/composite/${id}.yaml`,
    text: rule(id)
      .text.replace("velocity", "composite")
      .replace(/^match.*/m, `combine: { within: 7d, of: [${parts}], reason: r }`),
  })
  const files = [
    ...FILES,
    combine("by-rule", "{ name: a, rules: [burst] }, { name: b, rules: [cycle, old-rule] }"),
    combine("by-kind", "{ name: a, typologies: [fan-in] }"),
  ]
  const incomplete = (without: string[]) => parseRules(files, { without }).selection.incomplete
  expect(incomplete([])).toEqual([])
  expect(incomplete(["burst"])).toEqual(["by-rule"])
  expect(incomplete(["cycle"])).toEqual([])
  expect(incomplete(["cycle", "old-rule"])).toEqual(["by-rule"])
  expect(incomplete(["fan-in"])).toEqual(["by-kind"])
  expect(incomplete(["burst", "by-rule"])).toEqual([])
})

describe("what cannot be chosen", () => {
  function faults(settings: string, options: ParseRulesOptions = {}): string[] {
    try {
      packOf(settings, options)
      return []
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return error.message.split("\n")
    }
  }

  test.each([
    ["select: { rules: [brust] }", '1:19: SETTINGS_INVALID: there is no rule "brust"; write burst'],
    ["disable: { rules: [x] }", '1:20: SETTINGS_INVALID: there is no rule "x"; the rules are burst, cycle'],
    [
      "disable: { tags: [walet] }",
      '1:19: SETTINGS_INVALID: no rule has the tag "walet"; write wallet (the tags are bank',
    ],
    ["select: { typologies: [fanin] }", '1:24: SETTINGS_INVALID: typologies[0] is "fanin"; write fan-in'],
    ["select: { status: [Stable] }", '1:20: SETTINGS_INVALID: status[0] is "Stable"; write stable'],
    ["select: { tag: [wallet] }", "1:11: SETTINGS_INVALID: tag is not a key of select; write tags"],
    [
      "select: {}",
      "1:9: SETTINGS_INVALID: select names no rules; write one of rules, tags, typologies, status",
    ],
    ["select: { tags: [] }", "1:17: SETTINGS_INVALID: select.tags is empty; write a list of tags"],
    [
      "disable: { typologies: [velocity, pass-through, fan-in, chain] }",
      "1:1: SETTINGS_INVALID: no rule is left to run (burst: settings: disable typology:velocity); change select",
    ],
  ])("settings %j", (settings, message) => {
    const found = faults(settings)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`moneytrail.yaml:${message}`)
  })

  test.each<[ParseRulesOptions, string]>([
    [{ only: ["rule:brust"] }, 'OPTION_INVALID: only is "rule:brust": there is no rule "brust"; write burst'],
    [{ only: ["tag:walet"] }, 'OPTION_INVALID: only is "tag:walet": there is no tag "walet"; write wallet'],
    [
      { without: ["typology:fanin"] },
      'OPTION_INVALID: without is "typology:fanin": there is no typology "fanin"; write fan-in',
    ],
    [
      { without: ["status:done"] },
      'without is "status:done": there is no status "done"; the statuses are deprecated, experimental, stable',
    ],
    [{ only: ["brust"] }, 'only is "brust": no rule, typology or tag is called so; write burst'],
    [{ only: ["id:burst"] }, 'only is "id:burst": write rule:…, tag:…, typology:…, status:… or a bare word'],
    [
      { only: ["rule:burst"], without: ["fast"] },
      "OPTION_INVALID: no rule is left to run (burst: without tag:fast)",
    ],
  ])("the call %j", (options, message) => {
    const found = faults("", options)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(message)
  })

  test("a rule that is wrong is told once: neither its id nor its tags are unknown", () => {
    const broken = rule("broken", { tags: ["odd"] })
    const files = [...FILES, { ...broken, text: broken.text.replace("title: A rule", "title: 7") }]
    const settings = { file: "s.yaml", text: "select: { tags: [odd], rules: [broken, burst] }" }
    expect(() => parseRules(files, { settings })).toThrow(/^rules\/velocity\/broken\.yaml[^\n]*$/)
  })
})
