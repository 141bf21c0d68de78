// The examples of rules/README.md are true: each detection parses, and the files it shows pass the checks together.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { checkSuppressionFile } from "../src/check-suppression-file.ts"
import { readLabels } from "../src/ingest/labels-file.ts"
import { checkRulePack, testRulePack } from "../src/rule-tools.ts"
import {
  loadRuleFiles,
  loadRules,
  readRules,
  readSuppressions,
  shippedRulesDir,
} from "../src/rules/load-rules.ts"
import { type RuleFile, roleOf } from "../src/rules/rule-file.ts"
import { DETECTIONS } from "../src/rules/tree.ts"
import { screenFiles } from "../src/screen-files.ts"

const page = readFileSync(path.resolve(import.meta.dirname, "../rules/README.md"), "utf8")
const guide = page.slice(page.indexOf("## Write your own rule"))

interface Block {
  readonly lang: string
  readonly text: string
  /** The file that the first line names, if it does. */
  readonly file: string | undefined
}

const blocks: readonly Block[] = [...guide.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(
  ([, lang, text = ""]) => ({
    lang: lang ?? "",
    text,
    file: /^# (\S+\.yaml)\n/.exec(text)?.[1],
  }),
)

/** The text of the block that holds or is named by this, of which there is one. */
function block(mark: string): string {
  const found = blocks.filter(
    ({ text, file }) => file === mark || (file === undefined && text.startsWith(mark)),
  )
  expect(found, mark).toHaveLength(1)
  return found[0]!.text
}

const RULE = "my-rules/structuring/cash-in-drips.yaml"
/** Head and params with a detection, of which the window is the one that the tests on the page are for. */
const ruleText = (detection: string) => block(RULE) + block("params:") + detection
const detections = blocks.filter(({ text }) => DETECTIONS.some((key) => text.startsWith(`${key}:`)))

let shipped: readonly RuleFile[]
/** Lists, lexicons and prices: most examples need no more, and parse at once. */
let words: readonly RuleFile[]
beforeAll(async () => {
  shipped = await loadRuleFiles()
  words = shipped.filter(({ file }) => ["list", "lexicon", "prices"].includes(roleOf(file)))
})

describe("detections", () => {
  test("every kind has an example, and every block of YAML is held by a test here", () => {
    const kinds = new Set(detections.map(({ text }) => text.slice(0, text.indexOf(":"))))
    expect([...kinds].sort()).toEqual([...DETECTIONS].sort())
    const rest = blocks.filter(
      (one) => one.lang === "yaml" && one.file === undefined && !detections.includes(one),
    )
    expect(rest.map(({ text }) => text.split("\n")[0])).toEqual([
      "# yaml-language-server: $schema=../schema/rule.schema.json",
      "params:",
    ])
  })

  test.each(detections.map(({ text }) => [text.split("\n").slice(0, 2).join(" "), text]))(
    "%s parses",
    async (_, text) => {
      const typology = text.startsWith("combine:") ? "composite" : "structuring"
      const own = {
        file: `my-rules/${typology}/cash-in-drips.yaml`,
        text: ruleText(text).replace("typology: structuring", `typology: ${typology}`),
      }
      const { rules } = await readRules([...(text.startsWith("combine:") ? shipped : words), own])
      expect(rules.map(({ id }) => id)).toContain("cash-in-drips")
    },
  )

  test("every condition of the table parses", async () => {
    const table = guide.slice(guide.indexOf("| Write | Holds when |"), guide.indexOf("Patterns are RE2"))
    const written = table
      .split("\n")
      .slice(2)
      .flatMap((row) => [...(row.split(/ \| /)[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code))
      .map((code) => code.replaceAll("\\|", "|"))
      .filter((code) => !code.includes("…"))
    expect(written.length).toBeGreaterThan(10)
    for (const condition of written) {
      const detection = `match:\n  subject: payee\n  where: { ${condition} }\n  reason: r\n`
      const own = { file: RULE, text: ruleText(detection) }
      await expect(readRules([...words, own]), condition).resolves.toMatchObject({ rules: [{}] })
    }
  })
})

describe("the files of the page together", () => {
  let dir: string
  const at = (...names: string[]) => path.join(dir, ...names)
  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), "moneytrail-rules-readme-"))
    for (const { file, text } of blocks) {
      if (file === undefined) continue
      mkdirSync(path.dirname(at(file)), { recursive: true })
      writeFileSync(at(file), file === RULE ? ruleText(block("window:")) : text)
    }
    writeFileSync(at("my-rules/lists/couriers-hk.csv"), block("text,source"))
    writeFileSync(at("labels.csv"), block("party,label"))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  test("rule, tests, list and settings are in order", async () => {
    const paths = [shippedRulesDir(), at("my-rules")]
    const { errors, warnings } = await checkRulePack({ paths, settings: at("moneytrail.yaml") })
    expect([...errors, ...warnings].map(({ message }) => message)).toEqual([])
  })

  test("the rule's tests hold", async () => {
    const results = await testRulePack([at("my-rules")])
    expect(results.map(({ passed, diff }) => (passed ? "passed" : diff))).toEqual(["passed", "passed"])
  })

  test("the list and the settings add to the list that the rules name", async () => {
    const dirs = [shippedRulesDir(), at("my-rules")]
    const { lists, rules } = await loadRules({ dirs, settings: at("moneytrail.yaml") })
    const couriers = lists.get("couriers")?.entries.map(({ text }) => text)
    expect(couriers).toEqual(expect.arrayContaining(["SF Express", "Zeek", "Pickupp"]))
    expect(couriers).not.toContain("TNT")
    const ids = rules.map(({ id }) => id)
    expect(ids).toContain("cash-in-drips")
    expect(ids).not.toContain("burst-of-payments-out")
  })

  test("the lexicon and the context are read, the context beside the shipped ones", async () => {
    const { lexicons, contexts } = await loadRules({ dirs: [shippedRulesDir(), at("my-rules")] })
    const { terms, benign } = lexicons.get("lobster")!
    expect(terms.map((term) => term.with)).toEqual([[], ["weight", "trade"]])
    expect(benign.map(({ text }) => text)).toEqual([
      "reds football",
      "reds match",
      "reds jersey",
      "red lobster",
    ])
    expect(contexts.map(({ id }) => id)).toEqual(expect.arrayContaining(["fish-auction", "zoo-or-park"]))
  })

  test("the prices are added to the shipped ones", async () => {
    const { prices } = await loadRules({ dirs: [shippedRulesDir(), at("my-rules")] })
    expect(prices.map(({ taxon }) => taxon)).toEqual(expect.arrayContaining(["frozen lobster", "elephant"]))
  })

  test("suppressions and labels are read; the suppression would hide what the rule's own tests find", async () => {
    const suppressions = await readSuppressions(at("suppressions.yaml"))
    expect(suppressions.map(({ by }) => by)).toEqual(["B. Chan", "B. Chan"])
    expect((await readLabels(at("labels.csv"))).map(({ party, isTrue }) => [party, isTrue])).toEqual([
      ["anna", true],
      ["ben", false],
    ])
    const notes = await checkSuppressionFile(at("suppressions.yaml"), {
      paths: [at("my-rules")],
      labels: at("labels.csv"),
    })
    expect(notes.some((note) => note.includes("would swallow what is true"))).toBe(true)
  })

  test("a suppressed finding stays among the findings", async () => {
    const [, csv = ""] =
      /payments: \|\n([\s\S]*?) {2}expect:/.exec(block(RULE.replace(".yaml", ".test.yaml"))) ?? []
    writeFileSync(at("payments.csv"), csv.replaceAll(/^ +/gm, ""))
    const rules = await loadRules({ dirs: [at("my-rules")] })
    const suppressions = await readSuppressions(at("suppressions.yaml"))
    const { findings, alerts } = await screenFiles([at("payments.csv")], { rules, suppressions })
    expect(findings.map(({ rule, subject }) => [rule, subject])).toEqual([["cash-in-drips", "anna"]])
    expect(alerts.filter(({ suppressed }) => suppressed === undefined)).toEqual([])
  })
})
