// Which findings speak for a network.
import { type Finding, isExplained } from "../model/finding.ts"

/** Not suppressed, and not explained by the benign contexts of its payments. */
export function isSign(finding: Finding): boolean {
  return finding.suppressed === undefined && !isExplained(finding)
}

/** Those that are signs; where none is, all: a network must be told by what its alerts rest on. */
export function signsAmong(findings: readonly Finding[]): readonly Finding[] {
  const signs = findings.filter(isSign)
  return signs.length > 0 ? signs : findings
}
