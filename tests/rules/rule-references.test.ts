// Rules that speak of other rules, and sequences along a chain: what files may say, and what is told where they go wrong.
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { parseRules, type RuleFile } from "../../src/rules/pack.ts"
import { inOrderOfNeed, means } from "../../src/rules/rule-references.ts"
import type { Detection } from "../../src/rules/tree.ts"
import { placeOf, ruleWith } from "./rule-texts.ts"

const SILENT = "match:\n  subject: payee\n  where: { channel: cash }\n  reason: r\n"

function composite(id: string, of: string, more = ""): RuleFile {
  const { text } = ruleWith(`combine:\n  within: 30d\n  of:\n${of}\n${more}  reason: r\n`, id)
  return {
    file: `rules/composite/${id}.yaml`,
    text: text.replace("typology: velocity", "typology: composite"),
  }
}

const naming = (id: string, ...rules: string[]) =>
  composite(id, rules.map((rule) => `    - { name: the ${rule}, rules: [${rule}] }`).join("\n"))

const network = (id: string, having = "members: { gte: 3 }") =>
  ruleWith(`network:\n  having: { ${having} }\n  reason: r\n`, id)

function faults(files: readonly RuleFile[]): string[] {
  try {
    parseRules(files)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split("\n")
  }
}

const detectionOf = (files: readonly RuleFile[], id: string): Detection | undefined =>
  parseRules(files).rules.find((rule) => rule.id === id)?.detection

describe("combinations", () => {
  test("are read with what they have unless told", () => {
    const of = `    - { name: words, typologies: [wildlife-keyword] }
    - { name: parcels, rules: [a], evidence: [flow], weight: 0.5 }`
    expect(detectionOf([composite("c", of), ruleWith(SILENT, "a")], "c")).toEqual({
      kind: "combine",
      subject: "party",
      withinMs: 30 * 86_400_000,
      of: [
        { name: "words", rules: null, typologies: ["wildlife-keyword"], evidence: null, weight: 1 },
        { name: "parcels", rules: ["a"], typologies: null, evidence: ["flow"], weight: 0.5 },
      ],
      need: 1.5,
      inOrder: false,
      reason: "r",
    })
    const need = (written: string) =>
      (
        detectionOf([composite("c", of, `  need: ${written}\n`), ruleWith(SILENT, "a")], "c") as {
          need: number
        }
      ).need
    expect(need("any")).toBe(0.5)
    expect(need("{ weight: 1.25 }")).toBe(1.25)
  })

  test("ask for something, by items that count", () => {
    const words = "    - { name: words, rules: [a], weight: 0 }"
    const a = ruleWith(SILENT, "a")
    expect(faults([composite("c", words), a])).toEqual([
      "rules/composite/c.yaml:12:42: RULE_INVALID: of[0].weight counts nothing; write a number above zero",
    ])
    const need = composite("c", words.replace(", weight: 0", ""), "  need: { weight: 0 }\n")
    expect(faults([need, a])).toEqual([
      "rules/composite/c.yaml:13:19: RULE_INVALID: need.weight asks for nothing; write a number above zero",
    ])
  })

  test("name rules that there are", () => {
    const file = naming("c", "cash-bellow")
    expect(faults([file, ruleWith(SILENT, "cash-below")])).toEqual([
      `${file.file}:${placeOf(file.text, "cash-bellow] }")}: RULE_UNKNOWN_RULE: there is no rule "cash-bellow"; write cash-below`,
    ])
    expect(faults([file, ruleWith(SILENT, "a")])[0]).toContain("; name a rule of the pack")
    const flagged = network("n", "flagged: { rules: [x], gte: 1 }")
    expect(faults([flagged])).toEqual([
      `${flagged.file}:${placeOf(flagged.text, "x]")}: RULE_UNKNOWN_RULE: there is no rule "x"; name a rule of the pack; if a shipped one is meant, read the shipped pack too (the word shipped beside your folder)`,
    ])
  })

  test("do not name each other in a circle", () => {
    const [a, b, c, d] = [naming("a", "b"), naming("b", "c", "d"), naming("c", "a"), naming("d", "d")]
    const message = (path: string) =>
      `combine rules name each other in a circle: ${path}; take one of these references out`
    expect(faults([a, b, c, d])).toEqual([
      `${c.file}:${placeOf(c.text, "a] }")}: RULE_COMBINE_CYCLE: ${message("a -> b -> c -> a")}`,
      `${d.file}:${placeOf(d.text, "d] }")}: RULE_COMBINE_CYCLE: ${message("d -> d")}`,
    ])
    expect(
      faults([a, naming("b", "c", "d"), naming("c", "d"), naming("d", "e"), ruleWith(SILENT, "e")]),
    ).toEqual([])
  })

  test("of parties cannot rest on networks, nor can flagged", () => {
    const files = [naming("c", "n"), network("n")]
    expect(faults(files)[0]).toContain(
      "RULE_INVALID: n finds networks, not parties; write subject: network, or name rules about parties",
    )
    const byNetwork = composite("c", "    - { name: it, rules: [n] }", "  subject: network\n")
    expect(faults([byNetwork, network("n")])).toEqual([])
    expect(faults([network("m", "flagged: { rules: [n], gte: 1 }"), network("n")])[0]).toContain(
      "flagged counts members with findings of their own",
    )
  })

  test("have the typology composite, and no other rule has", () => {
    const combine = naming("c", "a")
    const wrong = { file: "rules/velocity/c.yaml", text: combine.text.replace("composite", "velocity") }
    expect(faults([wrong, ruleWith(SILENT, "a")])).toEqual([
      `rules/velocity/c.yaml:5:11: RULE_INVALID: typology is "velocity" for a combination of findings; write composite`,
    ])
    const { text } = ruleWith(SILENT, "a")
    const match = { file: "rules/composite/a.yaml", text: text.replace("velocity", "composite") }
    expect(faults([match])).toEqual([
      "rules/composite/a.yaml:5:11: RULE_INVALID: typology is composite, which combine rules only have; write the method that the rule finds",
    ])
  })

  test("ten thousand in a row are checked and ordered in time", () => {
    const count = 10_000
    const rules = Array.from({ length: count }, (_, i) => ({
      id: `r${String(i).padStart(5, "0")}`,
      typology: "composite" as const,
      detection: {
        kind: "combine" as const,
        subject: "party" as const,
        withinMs: 0,
        of: [
          {
            name: "x",
            rules: [`r${String(i + 1).padStart(5, "0")}`],
            typologies: null,
            evidence: null,
            weight: 1,
          },
        ],
        need: 1,
        inOrder: false,
        reason: "",
      },
    }))
    const [sample] = parseRules([naming("c", "a"), ruleWith(SILENT, "a")]).rules
    const ordered = inOrderOfNeed(rules.map((rule) => ({ ...sample!, ...rule })))
    expect(ordered[0]?.id).toBe("r09999")
    expect(ordered.at(-1)?.id).toBe("r00000")
  })
})

test("an item means findings that pass all it says, never its own, combinations only by name", () => {
  const finding = { rule: "a", typology: "fan-in", evidence: "flow" } as const
  const combination = { rule: "c", typology: "composite", evidence: "flow" } as const
  const none = { rules: null, typologies: null, evidence: null }
  expect(means(none, "x", finding)).toBe(true)
  expect(means(none, "a", finding)).toBe(false)
  expect(means({ ...none, rules: ["b"] }, "x", finding)).toBe(false)
  expect(means({ ...none, rules: ["a"], typologies: ["cycle"] }, "x", finding)).toBe(false)
  expect(means({ ...none, evidence: ["flow"] }, "x", combination)).toBe(false)
  expect(means({ ...none, typologies: ["composite"] }, "x", combination)).toBe(false)
  expect(means({ ...none, rules: ["c"] }, "x", combination)).toBe(true)
  expect(means({ ...none, rules: ["c"] }, "c", combination)).toBe(false)
})

describe("sequences along a chain", () => {
  const STEPS = "    - { name: in }\n    - { name: out, within: 2d }\n"
  const chain = (more: string, steps = STEPS, link = "  link: chain\n") =>
    ruleWith(`sequence:\n${link}${more}  steps:\n${steps}  reason: r\n`, "r")

  test("are read", () => {
    expect(detectionOf([chain("  subject: { step: out, side: payer }\n")], "r")).toMatchObject({
      kind: "sequence",
      link: "chain",
      subject: { step: 1, side: "payer" },
      steps: [
        { name: "in", party: null, withinMs: null },
        { name: "out", party: null, withinMs: 2 * 86_400_000 },
      ],
      lookbackMs: 2 * 86_400_000,
    })
  })

  test.each([
    [
      "say whom they are about",
      chain(""),
      "RULE_MISSING_KEY: sequence.subject is missing; write { step: in, side: payee }, or whom else the finding is about",
    ],
    [
      "name a step there is",
      chain("  subject: { step: outt, side: payer }\n"),
      'RULE_INVALID: subject.step is "outt"; write out',
    ],
    [
      "have no party in their steps",
      chain(
        "  subject: { step: in, side: payer }\n",
        "    - { name: in }\n    - { name: out, party: payer, within: 2d }\n",
      ),
      "RULE_INVALID: steps[1].party has no place in a chain, where each step is paid by the payee of the step before; write no party",
    ],
    [
      "are the only ones with a subject",
      chain(
        "  subject: { step: in, side: payer }\n",
        "    - { name: in, party: payee }\n    - { name: out, party: payer, within: 2d }\n",
        "",
      ),
      "RULE_INVALID: sequence.subject is the shared party itself; write no subject, or link: chain",
    ],
    [
      "are the only ones without parties",
      chain("", "    - { name: in, party: payee }\n    - { name: out, within: 2d }\n", ""),
      "RULE_MISSING_KEY: steps[1].party is missing; write payer or payee",
    ],
  ])("%s", (_, file, message) => {
    const [fault, ...others] = faults([file])
    expect(others).toEqual([])
    expect(fault).toContain(message)
  })
})
