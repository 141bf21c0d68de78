// Reads one finding or alert back from the files of an earlier run.
import { createReadStream } from "node:fs"
import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { Alert } from "../model/alert.ts"
import { checkArguments, TEXT } from "../model/arguments.ts"
import { InputError } from "../model/errors.ts"
import type { Network } from "../model/network.ts"
import { compareText } from "../model/vocabulary.ts"
import type { WrittenFinding } from "./finding-lines.ts"
import { missingOutput } from "./missing-output.ts"

export type { WrittenFinding } from "./finding-lines.ts"

/** What is known about an id. */
export interface Explanation {
  /** What the id names. */
  readonly kind: "finding" | "alert"
  /** The alert, or the alert of the finding's subject; null when the run has none. */
  readonly alert: Alert | null
  /** The finding, or the findings of the alert in its order. */
  readonly findings: readonly WrittenFinding[]
}

const FINDINGS = "findings.jsonl"
const ALERTS = "alerts.jsonl"
const NETWORKS = "networks.json"
const NEAR_IDS_SHOWN = 3

/**
 * The finding or alert with this id, or the alert on the party with this id, in an output directory of `writeScreening`.
 * Throws `InputError`: FILE_NOT_FOUND where there is no output, or it was made without the file, JSON_INVALID where a line of it is broken,
 * FINDING_NOT_FOUND with ids that come near.
 */
export async function readExplanation(dir: string, id: string): Promise<Explanation> {
  checkArguments("readExplanation", { dir: [dir, TEXT], id: [id, TEXT] })
  const subject = `"subject":${JSON.stringify(id)}`
  const alerts = await readWhere<Alert>(dir, ALERTS, (line) => line.id === id || line.text.includes(subject))
  const alert = alerts.find((found) => found.id === id) ?? alerts.find((found) => found.subject === id)
  if (alert !== undefined) {
    const wanted = new Set(alert.findings)
    const findings = await readWhere<WrittenFinding>(dir, FINDINGS, (line) => wanted.has(line.id))
    return { kind: "alert", alert, findings: inOrder(findings, alert.findings) }
  }
  const findings = await readWhere<WrittenFinding>(dir, FINDINGS, (line) => line.id === id)
  if (findings.length === 0) throw await notFound(dir, id)
  const named = await readWhere<Alert>(dir, ALERTS, (line) => line.text.includes(JSON.stringify(id)))
  return { kind: "finding", alert: named.find((found) => found.findings.includes(id)) ?? null, findings }
}

function inOrder(findings: readonly WrittenFinding[], ids: readonly string[]): WrittenFinding[] {
  const place = new Map(ids.map((id, index) => [id, index]))
  return [...findings].sort((a, b) => place.get(a.id)! - place.get(b.id)!)
}

interface Line {
  readonly id: string
  readonly text: string
  readonly file: string
  readonly number: number
}

/** Lines of one of our own files. Each begins with its id, so that only the wanted ones are parsed. */
async function* readLines(dir: string, name: string): AsyncGenerator<Line> {
  const file = join(dir, name)
  if (!(await stat(file).catch(() => null))?.isFile()) throw await missingOutput(file)
  const texts = createInterface({
    input: createReadStream(file, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let number = 0
  for await (const text of texts) {
    number++
    const id = /^\{"id":"([^"\\]*)"/.exec(text)?.[1]
    if (id === undefined) throw notOurs(file, number)
    yield { id, text, file, number }
  }
}

async function readWhere<T>(dir: string, name: string, wanted: (line: Line) => boolean): Promise<T[]> {
  const values: T[] = []
  for await (const line of readLines(dir, name)) if (wanted(line)) values.push(parse<T>(line))
  return values
}

/** The shape is what our own writers gave the line; only that it is still JSON is checked. */
function parse<T>({ text, file, number }: Line): T {
  try {
    return JSON.parse(text) as T
  } catch {
    throw notOurs(file, number)
  }
}

function notOurs(file: string, line: number): InputError {
  const detail = "this line is not as a screening writes it; run `moneytrail screen` again"
  return new InputError("JSON_INVALID", { file, line }, detail)
}

/** Names the ids that come near. */
async function notFound(dir: string, wanted: string): Promise<InputError> {
  const near: { id: string; distance: number }[] = []
  let hint = `ids stand in ${ALERTS} and ${FINDINGS}; the id of a party under an alert serves too`
  for (const name of [ALERTS, FINDINGS]) {
    for await (const { id } of readLines(dir, name)) {
      const distance = id.startsWith(wanted) ? 0 : editDistance(id, wanted)
      if (distance > wanted.length / 3) continue
      near.push({ id, distance })
      near.sort((a, b) => a.distance - b.distance || compareText(a.id, b.id)).splice(NEAR_IDS_SHOWN)
    }
  }
  if (near.length > 0) hint = `did you mean ${near.map(({ id }) => id).join(", ")}?`
  hint = (await networkHint(dir, wanted)) ?? hint
  return new InputError(
    "FINDING_NOT_FOUND",
    { file: dir },
    `no finding, alert or party under an alert has the id "${wanted}"; ${hint}`,
  )
}

/** What an id of a network, or of one of its parties that is under no alert, stands for, and whom to ask about instead. */
async function networkHint(dir: string, wanted: string): Promise<string | null> {
  const { networks } = await readNetworks(dir)
  const network = networks.find(({ id }) => id === wanted)
  const alerted = ({ members }: Network) =>
    members
      .filter(({ score }) => score > 0)
      .map(({ party }) => party)
      .join(", ")
  if (network !== undefined) {
    return `it is a network, which ${NETWORKS} and report.html tell of; its members under alerts: ${alerted(network)}`
  }
  for (const found of networks) {
    const party = [...found.members, ...found.contacts].find((each) => each.party === wanted)
    if (party === undefined) continue
    const { role, why } = party
    return `it is a ${role} in network ${found.id} (${why}); members under alerts: ${alerted(found)}`
  }
  return null
}

/** A run may have been made without the file: then there is nothing more to say. */
async function readNetworks(dir: string): Promise<{ readonly networks: readonly Network[] }> {
  try {
    return JSON.parse(await readFile(join(dir, NETWORKS), "utf8"))
  } catch {
    return { networks: [] }
  }
}

/** Levenshtein distance, row by row (Wagner and Fischer 1974). */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(before[j]! + 1, row[j - 1]! + 1, replaced))
    }
    before = row
  }
  return before[b.length]!
}
