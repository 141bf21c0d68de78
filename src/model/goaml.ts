// goAML, the reporting system of UNODC that many financial intelligence units use: the elements of a transaction report and
// their order, as in "goAML Schema 5.0.1, Standard XML Reporting Instructions and Specifications" (25 February 2022). Units
// change both, and what is mandatory above all; a profile says how (see `GoamlProfile`).

/** What an element holds: text, elements by their names, or several of either, one after another. */
export type GoamlValue = string | GoamlFields | readonly (string | GoamlFields)[]
/** Elements of goAML by their names; what is not there is not written. */
export interface GoamlFields {
  readonly [element: string]: GoamlValue
}

/** Elements of each type, in the order in which the schema has them. */
export type GoamlOrder = Readonly<Record<string, readonly string[]>>

const SIDE = (side: "from" | "to"): readonly string[] => [
  `${side}_funds_code`,
  `${side}_funds_comment`,
  `${side}_foreign_currency`,
  ...(side === "from" ? ["t_conductor"] : []),
  `${side}_account`,
  `${side}_person`,
  `${side}_entity`,
  `${side}_country`,
]

const PERSON: readonly string[] = [
  "gender",
  "title",
  "first_name",
  "middle_name",
  "prefix",
  "last_name",
  "birthdate",
  "birth_place",
  "mothers_name",
  "alias",
  "ssn",
  "passport_number",
  "passport_country",
  "id_number",
  "nationality1",
  "nationality2",
  "nationality3",
  "residence",
  "phones",
  "addresses",
  "email",
  "occupation",
  "employer_name",
  "employer_address_id",
  "employer_phone_id",
  "identification",
  "deceased",
  "date_deceased",
  "tax_number",
  "tax_reg_number",
  "source_of_wealth",
  "comments",
]

export const GOAML_ORDER: GoamlOrder = {
  report: [
    "rentity_id",
    "rentity_branch",
    "submission_code",
    "report_code",
    "entity_reference",
    "fiu_ref_number",
    "submission_date",
    "currency_code_local",
    "reporting_person",
    "location",
    "reason",
    "action",
    "transaction",
    "report_indicators",
  ],
  transaction: [
    "transactionnumber",
    "internal_ref_number",
    "transaction_location",
    "transaction_description",
    "date_transaction",
    "teller",
    "authorized",
    "late_deposit",
    "date_posting",
    "value_date",
    "transmode_code",
    "transmode_comment",
    "amount_local",
    "t_from_my_client",
    "t_from",
    "t_to_my_client",
    "t_to",
    "goods_services",
    "comments",
  ],
  t_from: SIDE("from"),
  t_to: SIDE("to"),
  goods_services: ["item"],
  item: [
    "item_type",
    "item_make",
    "description",
    "previously_registered_to",
    "presently_registered_to",
    "estimated_value",
    "status_code",
    "status_comments",
    "disposed_value",
    "currency_code",
    "size",
    "size_uom",
    "address",
    "registration_date",
    "registration_number",
    "identification_number",
    "comments",
  ],
  t_foreign_currency: ["foreign_currency_code", "foreign_amount", "foreign_exchange_rate"],
  t_account: [
    "institution_name",
    "institution_code",
    "swift",
    "non_bank_institution",
    "branch",
    "account",
    "currency_code",
    "account_name",
    "iban",
    "client_number",
    "personal_account_type",
    "t_entity",
    "signatory",
    "opened",
    "closed",
    "balance",
    "date_balance",
    "status_code",
    "beneficiary",
    "beneficiary_comment",
    "comments",
  ],
  signatory: ["is_primary", "t_person", "role"],
  t_person: PERSON,
  // Of an entity, who directs it.
  director_id: [...PERSON, "role"],
  identification: ["type", "number", "issue_date", "expiry_date", "issued_by", "issue_country", "comments"],
  t_entity: [
    "name",
    "commercial_name",
    "incorporation_legal_form",
    "incorporation_number",
    "business",
    "entity_status",
    "entity_status_date",
    "phones",
    "addresses",
    "email",
    "url",
    "incorporation_state",
    "incorporation_country_code",
    "director_id",
    "incorporation_date",
    "business_closed",
    "date_business_closed",
    "tax_number",
    "tax_reg_number",
    "comments",
  ],
  t_address: ["address_type", "address", "town", "city", "zip", "country_code", "state", "comments"],
  t_phone: [
    "tph_contact_type",
    "tph_communication_type",
    "tph_country_prefix",
    "tph_number",
    "tph_extension",
    "comments",
  ],
  phones: ["phone"],
  addresses: ["address"],
  report_indicators: ["indicator"],
}

/** The type of an element that holds elements; undefined where it holds text. `order` may have types of a unit's own. */
export function goamlTypeOf(
  parent: string,
  element: string,
  order: GoamlOrder = GOAML_ORDER,
): string | undefined {
  if ((parent === "addresses" || parent === "item") && element === "address") return "t_address"
  if (/_(?:person|account|entity)$/.test(element) && /^(?:from|to|t|reporting)_/.test(element))
    return element.replace(/^(?:from|to|t|reporting)/, "t")
  return ELEMENT_TYPES[element] ?? (Object.hasOwn(order, element) ? element : undefined)
}

const ELEMENT_TYPES: Readonly<Record<string, string>> = {
  t_from_my_client: "t_from",
  t_to_my_client: "t_to",
  from_foreign_currency: "t_foreign_currency",
  to_foreign_currency: "t_foreign_currency",
  t_conductor: "t_person",
  location: "t_address",
  employer_address_id: "t_address",
  employer_phone_id: "t_phone",
  phone: "t_phone",
}

/**
 * What every unit's schema asks for, by type. Where any one of several elements will do, they stand with `|` between
 * them. A profile adds what its unit asks for besides.
 */
export const GOAML_MANDATORY: GoamlOrder = {
  report: [
    "rentity_id",
    "submission_code",
    "report_code",
    "submission_date",
    "currency_code_local",
    "transaction",
    "report_indicators",
  ],
  transaction: [
    "transactionnumber",
    "date_transaction",
    "transmode_code",
    "amount_local",
    "t_from_my_client|t_from",
    "t_to_my_client|t_to",
  ],
  t_from: ["from_funds_code", "from_account|from_person|from_entity", "from_country"],
  t_to: ["to_funds_code", "to_account|to_person|to_entity", "to_country"],
  t_foreign_currency: ["foreign_currency_code", "foreign_amount"],
  t_account: ["institution_code|swift", "account"],
  t_person: ["first_name", "last_name"],
  t_entity: ["name"],
  t_address: ["address_type", "address", "city", "country_code"],
  t_phone: ["tph_contact_type", "tph_communication_type", "tph_number"],
  goods_services: ["item"],
  item: ["item_type"],
  director_id: ["first_name", "last_name"],
}

/** As what a party of a payment is reported. */
export type GoamlPartyKind = "account" | "person" | "entity"

/** How a unit wants its reports, and what the reporting institution knows that payments do not say. */
export interface GoamlProfile {
  /** Elements of `report`. */
  readonly report: GoamlFields
  /** Elements of every `transaction`, where the payment does not say. */
  readonly transaction: GoamlFields
  /** Elements of the accounts of clients: the institution. */
  readonly institution: GoamlFields
  /** Whose accounts these are: of clients are all parties, none, the subject of the alert, or those listed. */
  readonly myClients: "all" | "none" | "subject" | readonly string[]
  /** What parties are, where `parties` does not say. */
  readonly partiesAs: GoamlPartyKind
  /** By id of the party. */
  readonly parties: ReadonlyMap<
    string,
    { readonly as: GoamlPartyKind | undefined; readonly fields: GoamlFields }
  >
  /** Code of the unit by channel; `*` for all others. */
  readonly transmode: Readonly<Record<string, string>>
  readonly funds: Readonly<Record<string, string>>
  /** Codes of the unit by `rule:<id>`, `typology:<typology>`, `indicator:<id>`, or `*` for every report. */
  readonly indicators: Readonly<Record<string, readonly string[]>>
  /** The zone of times in the report. */
  readonly timeZone: string
  /** Mandatory elements by type, beyond `GOAML_MANDATORY`. A type with `_my_client` behind it is that of clients. */
  readonly mandatory: GoamlOrder
  /** Types with other elements than those of `GOAML_ORDER`, or in another order: all elements of the type. */
  readonly elements: GoamlOrder
}

/** Something that a report must have and nobody gave. It is left out, not made up. */
export interface GoamlGap {
  /** `report/transaction/t_to/to_country`. */
  readonly path: string
  /** The payment it is missing of; null: of the report. */
  readonly payment: string | null
  /** Where it may come from. */
  readonly why: string
}
