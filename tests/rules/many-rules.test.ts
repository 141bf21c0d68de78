// Thousands of rules: work grows with their number, not with its square. Counted, not timed.
import { beforeAll, describe, expect, test, vi } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRules } from "../../src/engine/evaluate.ts"
import { InputErrors } from "../../src/model/errors.ts"
import { parseRules, type RuleFile } from "../../src/rules/pack.ts"
import type { RulePack } from "../../src/rules/tree.ts"
import { tableOf } from "../helpers/table.ts"
import { ruleWith } from "./rule-texts.ts"

const COUNT = 2000
const DETECTION = "match: { subject: payee, where: { channel: cash }, reason: r }\n"

function rules(count: number, detection = DETECTION): RuleFile[] {
  return Array.from({ length: count }, (_, i) => ruleWith(detection, `rule-${i}`))
}

/** The pack, and how often the text of a file was read, summed over the files. */
function readCounted(files: readonly RuleFile[]): { pack: RulePack; reads: number } {
  let reads = 0
  const counted = files.map(({ file, text }) => ({
    file,
    get text() {
      reads++
      return text
    },
  }))
  return { pack: parseRules(counted), reads }
}

describe("two thousand rules", () => {
  let read: ReturnType<typeof readCounted>
  beforeAll(() => {
    read = readCounted(rules(COUNT))
  })

  test("are each read as often as a few are", () => {
    expect(read.pack.rules).toHaveLength(COUNT)
    expect(read.reads).toBe((readCounted(rules(10)).reads / 10) * COUNT)
  })

  test("are told in short what is wrong with each", () => {
    const files = rules(100, "match: { subject: payee, where: { payee: { in_list: x } }, reason: r }\n")
    const lists = Array.from({ length: 200 }, (_, i) => ({
      file: `rules/lists/list-${i}.yaml`,
      text: `id: list-${i}\ntitle: T\nkind: codes\nsource: s\ndate: "2026-11-22"\nentries: [a]\n`,
    }))
    const ids = Array.from({ length: 200 }, (_, i) => `  wrong-rule-number-${i}: { enabled: false }\n`)
    const settings = { file: "moneytrail.yaml", text: `rules:\n${ids.join("")}` }
    let errors: InputErrors["errors"] | undefined
    try {
      parseRules([...files, ...lists], { settings })
    } catch (error) {
      if (!(error instanceof InputErrors)) throw error
      errors = error.errors
    }
    expect(errors).toHaveLength(100 + 200)
    const longest = Math.max(...(errors ?? []).map(({ message }) => message.length))
    expect(longest).toBeLessThan(600)
    expect(errors?.at(-1)?.message).toContain(
      'there is no list "x"; the lists are list-0, list-1, list-10, list-100,',
    )
    expect(errors?.at(-1)?.message).toContain("and 180 more")
  })

  test("do not each wait for a turn of other work on a small table", async () => {
    const { pack } = read
    const payments = Array.from({ length: 100 }, (_, i) => ({
      id: `p${i}`,
      time: i,
      amountMinor: 1,
      currency: "USD",
      payer: "a",
      payee: "b",
      text: { channel: "cash" },
    }))
    const context = createEngineContext(tableOf(payments, ["channel"]), pack)
    const turns = vi.spyOn(globalThis, "setTimeout")
    try {
      const { findings } = await evaluateRules(context, pack.rules)
      expect(findings).toHaveLength(COUNT)
      // 2,000 rules of 100 payments: a turn for each 100,000 looked at, and the first.
      expect(turns.mock.calls.length).toBeLessThanOrEqual(3)
    } finally {
      turns.mockRestore()
    }
  })
})
