// Whether the contestants say the same. A pipeline that answers something else is not a faster one.
import { type Answers, QUESTIONS } from "./contestants/answers.ts"

/** The two partition graphs of different order with different seeds; this much of the modularity is allowed. */
const MODULARITY_TOLERANCE = 0.01

/** What differs, in words; empty when the two agree. */
export function disagreements(ours: Answers, theirs: Answers): string[] {
  const pairs: [string, unknown, unknown][] = [
    ["accepted", ours.accepted, theirs.accepted],
    ["totals", ours.totals, theirs.totals],
    ...QUESTIONS.map((name): [string, unknown, unknown] => [
      name,
      ours.detections[name],
      theirs.detections[name],
    ]),
  ]
  const found = pairs.flatMap(([name, a, b]) =>
    canonical(a) === canonical(b) ? [] : [`${name}: ${canonical(a)} and ${canonical(b)}`],
  )
  const { graph: a } = ours
  const { graph: b } = theirs
  if (a === null || b === null) return [...found, "graph: one contestant has none"]
  if (a.nodes !== b.nodes) found.push(`nodes: ${a.nodes} and ${b.nodes}`)
  if (a.edges !== b.edges) found.push(`edges: ${a.edges} and ${b.edges}`)
  if (Math.abs(a.modularity - b.modularity) > MODULARITY_TOLERANCE * Math.max(a.modularity, b.modularity)) {
    found.push(`modularity: ${a.modularity} and ${b.modularity}`)
  }
  return found
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
