// What a rule test expected against what was found, as lines to read.
import { compareText } from "../model/vocabulary.ts"

/** A finding as a test states it. What is null in an expectation is not compared. */
export interface TestFinding {
  readonly subject: string | null
  /** Members of the network that a found one is about, sorted; null: it is about a party. */
  readonly members: readonly string[] | null
  /** Ids, sorted. */
  readonly payments: readonly string[]
  /** Original texts of the terms found, sorted, each once. */
  readonly matches: readonly string[] | null
  readonly reason: string | null
}

/**
 * Expected findings that are missing (`-`), each with the nearest one found of its subject, and found ones that were
 * not expected (`+`); empty when there are none.
 */
export function compareFindings(expected: readonly TestFinding[], found: readonly TestFinding[]): string {
  const left = [...found]
  const missing: TestFinding[] = []
  // Expectations that say more choose first: one without words takes any finding of its subject and payments.
  const strictFirst = [...expected].sort((a, b) => strictness(b) - strictness(a))
  for (const wanted of strictFirst) {
    const match = left.findIndex((finding) => fits(wanted, finding))
    if (match < 0) missing.push(wanted)
    else left.splice(match, 1)
  }
  const lines = missing.flatMap((wanted) => {
    const near = nearestOf(wanted, left)
    const hint = near === undefined ? [] : [`  nearest: ${differences(wanted, near).join("; ")}`]
    return [`- ${printFinding(wanted)}`, ...hint]
  })
  return [...lines, ...left.map((finding) => `+ ${printFinding(finding)}`)].join("\n")
}

function strictness({ matches, reason }: TestFinding): number {
  return Number(matches !== null) + Number(reason !== null)
}

function fits(wanted: TestFinding, found: TestFinding): boolean {
  return (
    isSameSubject(wanted, found) &&
    equal(wanted.payments, found.payments) &&
    (wanted.matches === null || equal(wanted.matches, found.matches ?? [])) &&
    (wanted.reason === null || wanted.reason === found.reason)
  )
}

function isSameSubject(wanted: TestFinding, found: TestFinding): boolean {
  return (
    (wanted.subject === null || wanted.subject === found.subject) &&
    (wanted.members === null || equal(wanted.members, found.members ?? []))
  )
}

/** The finding of the subject, or of a network with common members, that shares the most; the first of equals. */
function nearestOf(wanted: TestFinding, found: readonly TestFinding[]): TestFinding | undefined {
  let best: TestFinding | undefined
  let most = -1
  for (const finding of found) {
    const members = common(wanted.members ?? [], finding.members ?? [])
    if (!isSameSubject(wanted, finding) && members === 0) continue
    const shared = members + common(wanted.payments, finding.payments)
    if (shared <= most) continue
    most = shared
    best = finding
  }
  return best
}

/** What a found finding has else than the wanted one; of two that fit in payments it is words or the sentence. */
function differences(wanted: TestFinding, near: TestFinding): string[] {
  const parts = [
    ...setDifferences("member", wanted.members ?? near.members ?? [], near.members ?? []),
    ...setDifferences("payment", wanted.payments, near.payments),
    ...setDifferences("word", wanted.matches ?? near.matches ?? [], near.matches ?? []),
  ]
  if (wanted.reason !== null && wanted.reason !== near.reason) parts.push(`the reason is: ${near.reason}`)
  return parts
}

function setDifferences(noun: string, wanted: readonly string[], found: readonly string[]): string[] {
  const without = wanted.filter((text) => !found.includes(text))
  const besides = found.filter((text) => !wanted.includes(text))
  return [
    ...(without.length === 0 ? [] : [`without ${noun} ${without.join(", ")}`]),
    ...(besides.length === 0 ? [] : [`besides with ${noun} ${besides.join(", ")}`]),
  ]
}

function common(a: readonly string[], b: readonly string[]): number {
  return a.filter((text) => b.includes(text)).length
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}

function printFinding({ subject, members, payments, matches, reason }: TestFinding): string {
  const who = members === null ? subject : `network of ${members.join(", ")}`
  const texts = matches === null || matches.length === 0 ? "" : ` (${matches.join(", ")})`
  return `${who}: ${payments.join(", ")}${texts}${reason === null ? "" : `: ${reason}`}`
}

/** Each text once, in order. */
export function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText)
}
