// A dossier: one alert or network of an earlier output with its findings, its payments as they stand in the input files,
// their hashes and a method note. Needs Node.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import {
  changedFile,
  checkInputs,
  paymentsOf,
  placeGiven,
  type Rows,
  readRowsOf,
  rowOf,
  withFlows,
} from "./dossier-payments.ts"
import type { Alert } from "./model/alert.ts"
import { checkArguments, HOOKS, MESSAGES, optionsOf, TEXT, TEXTS } from "./model/arguments.ts"
import { InputError } from "./model/errors.ts"
import { tellApart } from "./model/finding.ts"
import type { Messages } from "./model/messages.ts"
import type { Network } from "./model/network.ts"
import type { PaymentFacts } from "./model/payment-facts.ts"
import { MASK } from "./model/veil.ts"
import { VERSION } from "./model/version.ts"
import { compareText } from "./model/vocabulary.ts"
import { sealManifest } from "./report/chain.ts"
import { BYTE_ORDER_MARK, csvRow } from "./report/csv-cells.ts"
import { methodNote } from "./report/dossier-method.ts"
import { readExplanation, type WrittenFinding } from "./report/explain.ts"
import { readJsonLines } from "./report/json-lines.ts"
import { jsonObject } from "./report/json-pieces.ts"
import { missingOutput } from "./report/missing-output.ts"
import { type ReadManifest, readManifest } from "./report/read-manifest.ts"
import { verifyFile } from "./report/verify-outputs.ts"
import { type WrittenFile, writeTogether } from "./report/write-together.ts"

/** What is exported of an output, and where its payment files are. */
export interface DossierOptions {
  /** What to export: an alert by its id or its subject, or a network by its id. */
  readonly alert?: string | undefined
  readonly network?: string | undefined
  /** Payment files of the run; else they are looked for where the manifest says, from the working directory. */
  readonly inputs?: readonly string[] | undefined
  /** The mapping and what else was given to the run; else they are looked for likewise. */
  readonly given?: readonly string[] | undefined
  /** Language of the method note. */
  readonly messages: Messages
  readonly signal?: AbortSignal | undefined
}

/** What was exported. */
export interface Dossier {
  readonly kind: "alert" | "network"
  readonly id: string
  /** How many findings and payments it holds. */
  readonly findings: number
  readonly payments: number
  readonly files: readonly WrittenFile[]
}

/** What is exported. */
interface Matter {
  readonly kind: "alert" | "network"
  readonly subject: Alert | Network
  /** Of a network: those on its members. */
  readonly alerts: readonly Alert[]
  readonly findings: readonly WrittenFinding[]
}

const OPTIONS = optionsOf(
  { alert: TEXT, network: TEXT, inputs: TEXTS, given: TEXTS, messages: MESSAGES, signal: HOOKS.signal },
  "messages",
)

/**
 * Writes a dossier on one alert or network of the output in `dir` into the directory `out`: METHOD.md, alert.json (or
 * network.json and alerts.jsonl), findings.jsonl, payments.csv, rows.jsonl, and a manifest that `verifyOutput` reads. The
 * payments are those of the alert, or those that the findings of a network rest on and, where its run was recorded, what
 * its parties paid one another. Where the run made pseudonyms, rows are not shown, and these payments are left out.
 *
 * Throws `InputError` before anything is written: INPUT_CHANGED where an input file, the mapping or a file of the output
 * that is taken from is not what the manifest says; FILE_NOT_FOUND, MANIFEST_INVALID, FINDING_NOT_FOUND, OPTION_INVALID;
 * OUTPUT_NOT_WRITABLE, also where files of another output would be left beside those of the dossier.
 */
export async function writeDossier(dir: string, out: string, options: DossierOptions): Promise<Dossier> {
  checkArguments("writeDossier", { dir: [dir, TEXT], out: [out, TEXT], options: [options, OPTIONS] })
  const manifest = await readManifest(dir)
  const matter = await readMatter(dir, manifest, options)
  const { kind, subject } = matter
  const { run, keyId } = manifest
  // Findings on an alert's network rest on payments of others too, which a dossier on one party does not show.
  const { own, onNetwork } =
    "members" in subject ? { own: matter.findings, onNetwork: [] } : tellApart(subject, matter.findings)
  const named = paymentsOf(own)
  const hasFlows = "members" in subject && run !== null && keyId === null
  const needed = hasFlows ? "all" : new Set(named.map(({ file }) => file))
  const sources = await checkInputs(manifest, needed, options.inputs)
  const placed = run && (await placeGiven(manifest, run, options.given, hasFlows))
  const payments =
    hasFlows && placed !== null ? await withFlows(named, subject, placed, sources, options.signal) : named
  const rows = keyId === null ? await readRowsOf(payments, sources, options.signal) : null
  const contents: [name: string, text: string][] = [
    [`${kind}.json`, `${JSON.stringify(subject, null, 2)}\n`],
    ...(kind === "network" ? [["alerts.jsonl", jsonLines(matter.alerts)] as [string, string]] : []),
    ["findings.jsonl", jsonLines(matter.findings)],
    ["payments.csv", paymentTable(payments, matter.findings, rows)],
    ...(rows === null ? [] : [["rows.jsonl", jsonLines(rowLines(payments, rows))] as [string, string]]),
  ]
  const inputs = sources.map(({ input: { file, sha256 } }) => ({ file, sha256 }))
  const names = contents.map(([name]) => name)
  await checkOut(out, ["METHOD.md", ...names])
  const note = methodNote(
    {
      subject: {
        kind,
        id: subject.id,
        parties: partiesOf(matter),
        score: subject.score,
        severity: options.messages.nameOf("severity", subject.severity),
      },
      findings: matter.findings,
      payments: { count: payments.length, from: payments[0]?.time ?? "", to: payments.at(-1)?.time ?? "" },
      onNetwork: { network: onNetwork[0]?.subject ?? null, payments: paymentsOf(onNetwork).length },
      inputs,
      files: [...names, "manifest.json"],
      keyId,
    },
    options.messages,
  )
  const files = await writeTogether(
    out,
    [["METHOD.md", note], ...contents],
    (outputs) =>
      sealManifest({
        tool: { name: "moneytrail", version: VERSION },
        kind: "dossier",
        about: { kind, id: subject.id },
        from: { version: manifest.version, chain: manifest.chain?.stated ?? null },
        inputs,
        pseudonymised: keyId !== null,
        ...(keyId === null ? {} : { keyId }),
        outputs,
      }),
    options.signal,
  )
  return { kind, id: subject.id, findings: matter.findings.length, payments: payments.length, files }
}

/** Rows of an earlier dossier beside pseudonyms would tell who they are. */
async function checkOut(out: string, names: readonly string[]): Promise<void> {
  const cannot = (detail: string) =>
    new InputError("OUTPUT_NOT_WRITABLE", { file: out }, `${detail}; give another directory with --out`)
  const before = await readManifest(out).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error
    if (error.code === "FILE_NOT_FOUND") return null
    throw cannot("a manifest.json that is none of ours is there and would be replaced")
  })
  const left = before?.outputs.find(({ file }) => !names.includes(file))
  if (left !== undefined) throw cannot(`${left.file} of another output would be left beside the dossier`)
}

/** The alert or network and what belongs to it, from files of the output that are as they were written. */
async function readMatter(
  dir: string,
  manifest: ReadManifest,
  { alert, network }: DossierOptions,
): Promise<Matter> {
  const { chain, path } = manifest
  if (chain === null || chain.stated !== chain.found) {
    throw new InputError("INPUT_CHANGED", { file: path }, "the manifest was changed; see `moneytrail verify`")
  }
  const needed = new Set([
    "alerts.jsonl",
    "findings.jsonl",
    ...(network === undefined ? [] : ["networks.json"]),
  ])
  for (const output of manifest.outputs.filter(({ file }) => needed.has(file))) {
    const [difference] = await verifyFile("output", output, join(dir, output.file))
    if (difference !== undefined) throw changedFile(join(dir, output.file), output.sha256, difference.found)
  }
  if (alert !== undefined && network === undefined) {
    const { kind, alert: found, findings } = await readExplanation(dir, alert)
    if (kind === "alert" && found !== null) return { kind, subject: found, alerts: [], findings }
    const hint = found === null ? "it is part of no alert" : `it is part of the alert ${found.id}`
    throw new InputError("FINDING_NOT_FOUND", { file: dir }, `"${alert}" is a finding; ${hint}`)
  }
  if (network !== undefined && alert === undefined) return readNetwork(dir, network)
  throw new InputError(
    "OPTION_INVALID",
    {},
    "a dossier is about one alert or one network; give --alert or --network",
  )
}

async function readNetwork(dir: string, id: string): Promise<Matter> {
  const file = join(dir, "networks.json")
  const text = await readFile(file, "utf8").catch(async () => {
    throw await missingOutput(file)
  })
  const { networks } = JSON.parse(text) as { networks: Network[] }
  const subject = networks.find((network) => network.id === id)
  if (subject === undefined) {
    const known = networks.slice(0, 3).map((network) => network.id)
    const hint = known.length === 0 ? "the run found none" : `the first are ${known.join(", ")}`
    throw new InputError("FINDING_NOT_FOUND", { file }, `there is no network "${id}"; ${hint}`)
  }
  const members = new Set(subject.members.map(({ party }) => party))
  const alerts: Alert[] = []
  for await (const { value } of readJsonLines(join(dir, "alerts.jsonl"))) {
    const alert = value as Alert
    if (members.has(alert.subject)) alerts.push(alert)
  }
  const wanted = new Set(alerts.flatMap((alert) => alert.findings))
  const findings: WrittenFinding[] = []
  for await (const { value } of readJsonLines(join(dir, "findings.jsonl"))) {
    const finding = value as WrittenFinding
    if (wanted.has(finding.id) || finding.subject === id) findings.push(finding)
  }
  return { kind: "network", subject, alerts, findings }
}

function partiesOf({ subject }: Matter): string[] {
  const named = (party: string, name: string) => (name === "" ? party : `${party} (${name})`)
  return "members" in subject
    ? subject.members.map(({ party, name }) => named(party, name))
    : [named(subject.subject, subject.name)]
}

function paymentTable(
  payments: readonly PaymentFacts[],
  findings: readonly WrittenFinding[],
  rows: Rows | null,
): string {
  const findingsOf = new Map<string, string[]>()
  for (const { id, payments: named } of findings) {
    for (const payment of named) findingsOf.set(payment, [...(findingsOf.get(payment) ?? []), id])
  }
  const head = ["payment", "file", "line", "time", "payer", "payee", "amount", "memo", "findings", "row"]
  const lines = payments.map((facts) => {
    const { payment, file, line, time, payer, payee, amount, memo } = facts
    const named = (findingsOf.get(payment) ?? []).sort(compareText).join("; ")
    const row = rows === null ? MASK : rowOf(rows, facts)
    return csvRow([payment, file, line, time, payer, payee, amount, memo, named, row])
  })
  return BYTE_ORDER_MARK + csvRow(head) + lines.join("")
}

function rowLines(payments: readonly PaymentFacts[], rows: Rows): object[] {
  return payments.map((facts) => {
    const { payment, file, line } = facts
    return { payment, file, line, row: rowOf(rows, facts) }
  })
}

function jsonLines(values: readonly object[]): string {
  return values.map((value) => `${[...jsonObject({ ...value })].join("")}\n`).join("")
}
