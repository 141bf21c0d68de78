// Payments of a rule test through the reader and the engine that `screenFiles` uses. Needs Node.
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createEngineContext } from "./engine/context.ts"
import { evaluateRules } from "./engine/evaluate.ts"
import { readPayments } from "./ingest/read-payments.ts"
import { InputError } from "./model/errors.ts"
import type { Reject } from "./model/reject.ts"
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
      const table = await readCase(file, timezone)
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

/** The payments of a case; what is wrong is told by their own lines, as the author wrote no file of payments. */
async function readCase(file: string, timeZone: string): Promise<PaymentTable> {
  let fault: Reject | undefined
  const onReject = (reject: Reject) => {
    fault ??= reject
  }
  const read = readPayments([file], { timeZone, encoding: "utf-8", maxRejects: 0, onReject })
  const { table, intake } = await read.catch((error: unknown) => {
    throw fault === undefined ? error : new InputError("RULE_TEST_INVALID", {}, wordReject(fault))
  })
  const ignored = intake.files.flatMap(({ ignoredColumns }) => ignoredColumns)
  if (ignored.length > 0) {
    const detail = `no payment field is called ${ignored.join(", ")}; name the columns as payment fields, such as channel, or attributes.<name>`
    throw new InputError("RULE_TEST_INVALID", {}, detail)
  }
  return table
}

function wordReject({ line, field, value, message }: Reject): string {
  const what = field === "" ? "" : ` ${field} ${JSON.stringify(value)}:`
  return `line ${line} of the payments:${what} ${message}`
}
