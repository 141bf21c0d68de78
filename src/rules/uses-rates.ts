// Whether exchange rates can decide what a rule leaves open.
import type { Detection } from "./tree.ts"

/**
 * Whether a threshold of the rule names a currency, or prices do. A rule without them compares amounts with each other, in
 * the one currency that they have: what comes together in several stays open whatever rates there are.
 */
export function usesRates(detection: Detection): boolean {
  return hasCurrency(detection)
}

/** Nodes of a rule name a currency under this key only, wherever they stand. */
function hasCurrency(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false
  return (
    ("currency" in node && typeof node.currency === "string") ||
    ("kind" in node && node.kind === "price") ||
    Object.values(node).some(hasCurrency)
  )
}
