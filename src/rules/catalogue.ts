// What a pack looks for, as rows for people and programs.
import type { EvidenceKind, RuleStatus, Severity, Typology } from "../model/vocabulary.ts"
import type { Detection, Param, RulePack } from "./tree.ts"

/** One rule of a pack. */
export interface RuleRow {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly typology: Typology
  readonly severity: Severity
  readonly evidence: EvidenceKind
  readonly status: RuleStatus
  readonly detection: Detection["kind"]
  readonly description: string
  readonly indicators: readonly string[]
  readonly references: readonly string[]
  readonly falsePositives: readonly string[]
  /** With the values in force. */
  readonly params: readonly Param[]
  readonly file: string
}

/** The rules of a pack that run, by id. */
export function listRules(pack: RulePack): readonly RuleRow[] {
  return pack.rules.map(({ detection, sha256: _, ...rule }) => ({ ...rule, detection: detection.kind }))
}
