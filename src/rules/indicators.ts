// The published indicators that rules answer.

/** Whether payments can show an indicator. */
export const VISIBILITIES = ["yes", "partly", "no"] as const
/** Where the wording was taken from: the document itself, a summary of it, or memory. */
export const ATTESTATIONS = ["text", "summary", "memory"] as const

/** A document that names indicators. */
export interface IndicatorDocument {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly year: number
  /** Where its text, or a summary of it, was read. */
  readonly readIn: readonly string[]
}

/** A published sign of laundering, in our own words. */
export interface Indicator {
  readonly id: string
  readonly document: IndicatorDocument
  /** Where in the document. */
  readonly place: string
  readonly text: string
  /** Whether payments can show it; partly: with data beside payments. */
  readonly visible: (typeof VISIBILITIES)[number]
  /** What payments do not show of it; null where they show all. */
  readonly why: string | null
  /** Where the wording was taken from. */
  readonly attested: (typeof ATTESTATIONS)[number]
}

/** By id, in the order of the files. */
export type Indicators = ReadonlyMap<string, Indicator>
