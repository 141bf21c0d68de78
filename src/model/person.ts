// Who is who: several accounts that are one person's, and what says so. Accounts are parties of payments.

/** Signs that wallets put in place of letters (张**, L. •••): a name with one of them stands for many people. */
export const MASKED_NAME = /[*＊•●○◯×＿_#?？]/u

/** What two accounts may have in common, the most telling first. */
export const SHARED_SIGNS = [
  "document",
  "name-and-phone",
  "name-and-device",
  "name-and-address",
  "phone",
  "device",
  "address",
  "waybill",
] as const
/** A kind of identifier that accounts of one person may share. */
export type SharedSign = (typeof SHARED_SIGNS)[number]

/** One identifier that accounts of a person share. */
export interface PersonTie {
  readonly kind: SharedSign
  /** The document, phone, device, address or waybill itself. */
  readonly value: string
  /** Who share it, sorted. */
  readonly parties: readonly string[]
  /** How likely two accounts that share it are one person's, 0 to 1, if nothing else is known. */
  readonly reliability: number
  /** How many times payments show it: sides of payments of these parties that hold it. */
  readonly count: number
  /** For each of the parties the first payment that shows it, in order of parties. */
  readonly payments: readonly string[]
}

/** Accounts joined to one person: evidence to be looked at, and undone by a list (see `Apart`) where it is wrong. */
export interface Person {
  /** Stable: made from its parties. */
  readonly id: string
  /** Two or more, sorted. */
  readonly parties: readonly string[]
  /** Names that most payments give them, sorted, each once. */
  readonly names: readonly string[]
  /** What they share, the most telling first, then by value. */
  readonly ties: readonly PersonTie[]
  /** That of the weakest join that holds it together, 0 to 1. */
  readonly reliability: number
}

/** How two names agree: the same text, but for accents, in both Chinese scripts, or in pinyin. */
export type NameAgreement = "equal" | "accents" | "script" | "pinyin"

/** Parties of one network whose names agree across scripts. A hint and no more: nothing is joined by it. */
export interface NameHint {
  /** Id of the network. */
  readonly network: string
  /** Two or more, sorted. */
  readonly parties: readonly string[]
  /** Their names, in order of parties. */
  readonly names: readonly string[]
  readonly how: NameAgreement
  /** One sentence that says what it is, and that it is a hint. */
  readonly note: string
}

/** What names have in common: names with a key in common may be one. */
export interface NameKey {
  readonly key: string
  readonly how: NameAgreement
}

/** A decision of a person that two parties are two persons. */
export interface Apart {
  readonly party: string
  readonly other: string
  readonly by: string
  readonly reason: string
}

/** Decisions in the order they were written. Made by `createApartList` and `readApart`. */
export interface ApartList {
  /** Null: not read from a file. */
  readonly file: string | null
  /** Of the decisions, in order of text. */
  readonly sha256: string
  readonly entries: readonly Apart[]
}

/**
 * What became of a decision: it `parted` two that shared identifiers, by themselves or through others; nothing tied them
 * (`idle`); an earlier line says the same of the same two (`repeated`); one of them is in no payment (`unknown`).
 */
export type ApartEffect = "parted" | "idle" | "repeated" | "unknown"

/** How a list of those held apart met the payments. */
export interface ApartFacts {
  readonly file: string | null
  readonly sha256: string
  readonly entries: readonly (Apart & {
    readonly effect: ApartEffect
    /** Which of the two are in no payment. */
    readonly unknown: readonly string[]
  })[]
  /** Ties that were cut, sorted: those of the two, and the weakest of each chain that led from one to the other. */
  readonly cut: readonly {
    readonly party: string
    readonly other: string
    readonly signs: readonly SharedSign[]
  }[]
}
