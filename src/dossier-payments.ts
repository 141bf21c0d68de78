// The payments of a dossier, and their rows in the input files, which must be what the run saw. Needs Node.
import { readPayments } from "./ingest/read-payments.ts"
import { readRowTexts } from "./ingest/row-texts.ts"
import { InputError } from "./model/errors.ts"
import type { Network } from "./model/network.ts"
import { SETTLED } from "./model/payment.ts"
import { type PaymentFacts, paymentFacts } from "./model/payment-facts.ts"
import type { InputFile, RunRecord } from "./model/screening.ts"
import type { Difference } from "./model/verification.ts"
import { compareText } from "./model/vocabulary.ts"
import { placeFiles } from "./place-files.ts"
import type { WrittenFinding } from "./report/explain.ts"
import type { ReadManifest } from "./report/read-manifest.ts"
import { placedGiven, readOptionsOf } from "./run-record.ts"

/** An input file of the run and where it is now. */
export interface Source {
  readonly input: Pick<InputFile, "file" | "sha256" | "delimiter" | "encoding">
  readonly path: string
}

/** Each payment that findings name once, by time, then by id. */
export function paymentsOf(findings: readonly WrittenFinding[]): PaymentFacts[] {
  return inOrder(findings.flatMap(({ places }) => places))
}

function inOrder(payments: readonly PaymentFacts[]): PaymentFacts[] {
  const byId = new Map(payments.map((facts) => [facts.payment, facts]))
  return [...byId.values()].sort(
    (a, b) => Date.parse(a.time) - Date.parse(b.time) || compareText(a.payment, b.payment),
  )
}

/**
 * The payments, and all that the parties of a network paid one another, payments between two contacts left out, read from
 * the input files as the run read them.
 */
export async function withFlows(
  payments: readonly PaymentFacts[],
  { members, contacts }: Network,
  run: RunRecord,
  sources: readonly Source[],
  signal: AbortSignal | undefined,
): Promise<PaymentFacts[]> {
  const paths = sources.map(({ path }) => path)
  const names = sources.map(({ input }) => input.file)
  const { table } = await readPayments(paths, { ...readOptionsOf(run), names, signal })
  const rank = new Uint8Array(table.parties.size)
  for (const { party } of contacts) rank[table.parties.code(party)] = 1
  for (const { party } of members) rank[table.parties.code(party)] = 2
  rank[0] = 0
  const flows: PaymentFacts[] = []
  for (let row = 0; row < table.rowCount; row++) {
    const [payer, payee] = [rank[table.payer[row]!]!, rank[table.payee[row]!]!]
    const isFlow = payer > 0 && payee > 0 && payer + payee > 2 && table.payer[row] !== table.payee[row]
    if (isFlow && table.status[row] === SETTLED) flows.push(paymentFacts(table, row))
  }
  return inOrder([...flows, ...payments])
}

/**
 * The input files of the run that are needed: those of that name, or all. Throws `InputError` FILE_NOT_FOUND for one that
 * is not there, INPUT_CHANGED for one that is not what the manifest says, and for a file given that is none of them.
 */
export async function checkInputs(
  { inputs, content }: ReadManifest,
  needed: ReadonlySet<string> | "all",
  given: readonly string[] | undefined,
): Promise<Source[]> {
  const isNeeded = (file: string) => needed === "all" || needed.has(file)
  const placed = await placeFiles("input", inputs, given)
  const notThere = placed.notChecked.find(isNeeded)
  if (notThere !== undefined) {
    const detail = "the payments were read from standard input; give a file of the same bytes with --inputs"
    throw new InputError("FILE_NOT_FOUND", { file: notThere }, detail)
  }
  throwIfOther(placed.differences, isNeeded, { what: "input file of the run", option: "--inputs" })
  // The manifest is that of the run, which wrote how it read each of them.
  const details = (content?.["inputs"] ?? []) as readonly InputFile[]
  return placed.files.flatMap(({ path, name }, i) => (isNeeded(name) ? [{ input: details[i]!, path }] : []))
}

/**
 * The run with the files given to it where they are now. `isRead`: payments are read again, for which the mapping is needed;
 * the others may be gone or changed. Throws `InputError` as `checkInputs` does.
 */
export async function placeGiven(
  { given }: Pick<ReadManifest, "given">,
  run: RunRecord,
  said: readonly string[] | undefined,
  isRead: boolean,
): Promise<RunRecord> {
  const placed = await placeFiles("given", given, said)
  const isNeeded = (file: string) => isRead && file === run.given.mapping?.file
  throwIfOther(placed.differences, isNeeded, { what: "file given to the run", option: "--given" })
  return { ...run, given: placedGiven(run.given, placed.files) }
}

/** Files that are needed must be there as they were, and none may be said that the run had nothing of. */
function throwIfOther(
  differences: readonly Difference[],
  isNeeded: (file: string) => boolean,
  { what, option }: { readonly what: string; readonly option: string },
): void {
  const extra = differences.find(({ kind }) => kind === "extra")
  if (extra !== undefined) {
    const detail = `it is no ${what}, by its bytes or by its name; leave it out`
    throw new InputError("INPUT_CHANGED", { file: extra.name }, detail)
  }
  for (const { name, kind, expected, found } of differences) {
    if (!isNeeded(name)) continue
    if (kind === "missing") {
      const detail = `this ${what} is not there; say where it is with ${option}`
      throw new InputError("FILE_NOT_FOUND", { file: name }, detail)
    }
    throw changedFile(name, expected ?? "", found)
  }
}

export function changedFile(file: string, expected: string, found: string | null): InputError {
  const is = found === null ? "it is not there" : `its SHA-256 is ${found}`
  const detail = `it is not what the run saw: ${is}, the manifest says ${expected}; find the file as it was`
  return new InputError("INPUT_CHANGED", { file }, detail)
}

/** Rows by file and line. */
export type Rows = ReadonlyMap<string, ReadonlyMap<number, string>>

export async function readRowsOf(
  payments: readonly PaymentFacts[],
  sources: readonly Source[],
  signal: AbortSignal | undefined,
): Promise<Rows> {
  const rows = new Map<string, ReadonlyMap<number, string>>()
  for (const { input, path } of sources) {
    const lines = new Set(payments.filter(({ file }) => file === input.file).map(({ line }) => line))
    const { encoding, delimiter } = input
    const options = { name: input.file, encoding, delimiter: delimiter ?? undefined, signal }
    rows.set(input.file, await readRowTexts(path, lines, options))
  }
  return rows
}

export function rowOf(rows: Rows, { file, line }: PaymentFacts): string {
  return rows.get(file)?.get(line) ?? ""
}
