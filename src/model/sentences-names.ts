// English names of the closed words that findings, alerts and networks are told in. In files for programs these words
// are codes and stay as they are; people read the names.
import { TEXT_FIELDS } from "./payment.ts"
import {
  EVIDENCE_KINDS,
  MOTIF_SHAPES,
  NETWORK_ROLES,
  RULE_STATUSES,
  SEVERITIES,
  TYPOLOGIES,
} from "./vocabulary.ts"

type Names<Kind extends string, Code extends string> = Readonly<Record<`${Kind}.${Code}`, string>>

/** In English the code is the name. */
function codesAsNames<Kind extends string, Code extends string>(
  kind: Kind,
  codes: readonly Code[],
): Names<Kind, Code> {
  const entries: readonly (readonly [string, string])[] = codes.map((code) => [`${kind}.${code}`, code])
  return Object.fromEntries<string>(entries) as Names<Kind, Code>
}

/** Fields that are no text, and what conditions compare as if it were one. */
const OTHER_FIELDS = ["amount", "currency", "payer", "payee", "counterparty", "holder", "day"] as const
/** What a party table may add: see `partyField`. */
const PARTY_FIELDS = [
  "attributes.payerBusiness",
  "attributes.payeeBusiness",
  "attributes.payerOccupation",
  "attributes.payeeOccupation",
  "attributes.payerOwner",
  "attributes.payeeOwner",
  "attributes.payerFamily",
  "attributes.payeeFamily",
] as const
/** Roles of those who take part in a finding, beside those of the members of a network. */
const PARTY_ROLES = [
  "payer",
  "payee",
  "party",
  "holder",
  "opener",
  "hub",
  "source",
  "sink",
  "intermediary",
  "network",
] as const
const MEASURES = ["count", "sum", "min", "max", "average", "median", "spread", "repeat", "density"] as const
/** Figures of a finding. */
const FIGURES = ["count", "total", "payers", "payees", "days", "instances"] as const
const GROUPS = ["payer", "payee", "pair", "party", "device", "phone", "address", "waybill"] as const
const STATES = ["met", "missed", "failed", "no field", "no rate", "no value"] as const
/** Kinds and ambiguity of terms, and the languages they are in. */
const TERM_WORDS = [
  "scientific",
  "name",
  "product",
  "codeword",
  "emoji",
  "low",
  "mid",
  "high",
  "la",
  "en",
  "zh",
  "vi",
  "fr",
  "sw",
] as const

export const NAME_SENTENCES = {
  ...codesAsNames("field", [...TEXT_FIELDS, ...OTHER_FIELDS, ...PARTY_FIELDS]),
  ...codesAsNames("severity", SEVERITIES),
  ...codesAsNames("evidence", EVIDENCE_KINDS),
  ...codesAsNames("typology", TYPOLOGIES),
  ...codesAsNames("status", RULE_STATUSES),
  ...codesAsNames("role", [...PARTY_ROLES, ...NETWORK_ROLES]),
  ...codesAsNames("measure", MEASURES),
  // The word alone may mean any of several figures.
  "measure.spread": "(greatest − least amount) ÷ average",
  ...codesAsNames("figure", FIGURES),
  ...codesAsNames("group", GROUPS),
  ...codesAsNames("shape", MOTIF_SHAPES),
  ...codesAsNames("state", STATES),
  ...codesAsNames("term", TERM_WORDS),
  "weekday.1": "Mon",
  "weekday.2": "Tue",
  "weekday.3": "Wed",
  "weekday.4": "Thu",
  "weekday.5": "Fri",
  "weekday.6": "Sat",
  "weekday.7": "Sun",
} as const
