// Tools of rule authors over directories of rules: what is wrong with the files, and whether the tests hold. Needs Node.
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createEngineContext } from "./engine/context.ts"
import { evaluateRules } from "./engine/evaluate.ts"
import { readPayments } from "./ingest/read-payments.ts"
import type { InputError } from "./model/errors.ts"
import { checkRules } from "./rules/check.ts"
import { loadRuleFiles } from "./rules/load-rules.ts"
import { type RuleTestResult, runRuleTests } from "./rules/rule-test.ts"

/** Everything that is wrong in the rule files of the directories (default: the shipped pack), by file and line. */
export async function checkRulePack(dirs?: readonly string[]): Promise<readonly InputError[]> {
  return checkRules(await loadRuleFiles(dirs))
}

/**
 * Runs the rule tests of the directories (default: the shipped pack), each case with its rule alone, through the
 * reader and the engine that `screenFiles` uses. The payments of a case must all be readable.
 *
 * @throws InputError or InputErrors: everything that is wrong in the files.
 */
export async function testRulePack(dirs?: readonly string[]): Promise<readonly RuleTestResult[]> {
  const files = await loadRuleFiles(dirs)
  const dir = await mkdtemp(path.join(tmpdir(), "moneytrail-rules-"))
  const file = path.join(dir, "payments.csv")
  try {
    return await runRuleTests(files, async (pack, csv, timezone) => {
      await writeFile(file, csv)
      const { table } = await readPayments([file], { timeZone: timezone, encoding: "utf-8", maxRejects: 0 })
      const { findings } = await evaluateRules(createEngineContext(table, pack), pack.rules)
      return findings
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
