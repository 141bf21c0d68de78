// What a check of an earlier output against its manifest comes to.

/** What may differ: `finding` is one line of findings.jsonl, or one finding of a run again. */
export const VERIFIED_PARTS = ["manifest", "output", "finding", "input", "rules", "given"] as const
/** A part of an output that is checked. */
export type VerifiedPart = (typeof VERIFIED_PARTS)[number]

/**
 * `missing`: the manifest names it, and it is not there. `changed`: it is not what the manifest says. `extra`: it is there,
 * and the manifest does not name it. Of findings derived again: `gone` and `new` are in the output only, in the run only.
 */
export type DifferenceKind = "missing" | "changed" | "extra" | "gone" | "new"

/** One thing that is not as the manifest says. */
export interface Difference {
  readonly part: VerifiedPart
  /** File as the manifest names it, id of a finding, or number of the line where there is no id. */
  readonly name: string
  readonly kind: DifferenceKind
  /** SHA-256 by the manifest or the line; null: none. */
  readonly expected: string | null
  /** SHA-256 as it is; null: it is not there or cannot be worked out. */
  readonly found: string | null
}

/** A directory that rule files were looked for in; `shipped`: the pack that comes with the package. */
export interface RulesDir {
  readonly dir: string
  readonly isThere: boolean
}

/** What a check of an output against its manifest came to. */
export interface Verification {
  /** In the order of `VERIFIED_PARTS`, by name. Empty: everything is as it was. */
  readonly differences: readonly Difference[]
  /** How much was looked at, by part; findings derived again are counted in `rerun`. */
  readonly checked: Readonly<Record<VerifiedPart, number>>
  /** What could not be looked at: `<stdin>`, and `rerun` where findings were to be derived again and could not be. */
  readonly notChecked: readonly string[]
  /** Directories in this one with a manifest of their own, such as `case-17/`: other outputs, which are not looked at. */
  readonly otherRuns: readonly string[]
  /** In the order of the run; those of a run that are gone are named here, and their files as missing. */
  readonly rulesDirs: readonly RulesDir[]
  /** The chain that the manifest states; null: it states none. */
  readonly chain: string | null
  /** Findings derived again; null: not asked for, or not possible for what is missing. */
  readonly rerun: { readonly findings: number } | null
}
