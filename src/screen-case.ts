// Payments of a rule test through the reader and the engine that `screenFiles` uses. Needs Node.
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createEngineContext } from "./engine/context.ts"
import { evaluateRules } from "./engine/evaluate.ts"
import { readPayments } from "./ingest/read-payments.ts"
import type { PaymentTable } from "./model/table.ts"
import { isAboutNetworks } from "./rules/rule-references.ts"
import type { CaseScreening } from "./rules/rule-test.ts"
import type { RulePack } from "./rules/tree.ts"
import { screen } from "./screen.ts"

export interface ScreenedCase extends CaseScreening {
  readonly table: PaymentTable
}

/**
 * Gives `work` a function that screens the CSV of a case with a pack; times without a zone are in `timezone`. All
 * payments must be readable, or an `InputError` says which is not. Networks are looked for where rules speak of them.
 */
export async function withCases<T>(
  work: (screenCase: (pack: RulePack, csv: string, timezone: string) => Promise<ScreenedCase>) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), "moneytrail-rules-"))
  const file = path.join(dir, "payments.csv")
  try {
    return await work(async (pack, csv, timezone) => {
      await writeFile(file, csv)
      const { table } = await readPayments([file], { timeZone: timezone, encoding: "utf-8", maxRejects: 0 })
      if (pack.rules.some(isAboutNetworks)) {
        const { findings, networks } = await screen(table, pack)
        return { table, findings, networks }
      }
      const { findings } = await evaluateRules(createEngineContext(table, pack), pack.rules)
      return { table, findings, networks: [] }
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
