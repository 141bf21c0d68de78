// What is known to be true of a party, from closed cases: rules are measured against it.
import type { Typology } from "./vocabulary.ts"

/** One line of a file of labels. */
export interface Label {
  readonly party: string
  /** Whether the party did it; false: looked at and found honest. */
  readonly isTrue: boolean
  /** The one rule the label is about; null: any. */
  readonly rule: string | null
  /** The one typology the label is about; null: any. */
  readonly typology: Typology | null
}
