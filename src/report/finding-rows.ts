// Which payments each finding names, in a few arrays for all findings: as objects they would take long to hand to a thread.
import { makeTableRoom } from "../model/columns.ts"
import type { Finding } from "../model/finding.ts"

export interface FindingRows extends Pick<Finding, "id" | "rule"> {
  readonly rows: Iterable<number>
}

/** As data that can be handed to threads; the arrays on memory that they share. */
export interface SentRows {
  readonly ids: readonly string[]
  readonly rules: readonly string[]
  /** Where the rows of each finding begin in `rows`, and at the next place where they end. */
  readonly starts: Uint32Array
  readonly rows: Uint32Array
}

export function sendRows(findings: readonly Pick<Finding, "id" | "rule" | "rows">[]): SentRows {
  const starts = makeTableRoom(Uint32Array, findings.length + 1)
  for (const [i, { rows }] of findings.entries()) starts[i + 1] = starts[i]! + rows.length
  const all = makeTableRoom(Uint32Array, starts[findings.length]!)
  for (const [i, { rows }] of findings.entries()) all.set(rows, starts[i])
  return { ids: findings.map(({ id }) => id), rules: findings.map(({ rule }) => rule), starts, rows: all }
}

export function receiveRows({ ids, rules, starts, rows }: SentRows): FindingRows[] {
  return ids.map((id, i) => ({ id, rule: rules[i]!, rows: rows.subarray(starts[i], starts[i + 1]) }))
}
