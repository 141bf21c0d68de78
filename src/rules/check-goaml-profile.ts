// What a goAML profile says against the elements of goAML: what would be left out of a report without a word, or be refused
// by every unit, is told where it stands.
import { currencyExponent } from "../model/currencies.ts"
import { InputError } from "../model/errors.ts"
import {
  GOAML_ORDER,
  type GoamlFields,
  type GoamlOrder,
  type GoamlProfile,
  goamlTypeOf,
} from "../model/goaml.ts"
import { nearest } from "../model/nearest.ts"
import { isDay, parseTime } from "../model/time.ts"
import { TYPOLOGIES } from "../model/vocabulary.ts"
import type { YamlPath, YamlSource } from "./yaml-source.ts"

const MY_CLIENT = /_my_client$/
const SCOPES = "rule:<id>, typology:<typology>, indicator:<id>, or * for every report"

/** All that is wrong, each with its line and column. */
export function checkGoamlProfile(source: YamlSource, profile: GoamlProfile): InputError[] {
  const order: GoamlOrder = { ...GOAML_ORDER, ...profile.elements }
  const faults: InputError[] = []
  const tell = (path: YamlPath, detail: string, at: "key" | "value" = "key") => {
    const place = at === "key" ? source.placeOfKey(path) : source.placeOfValue(path)
    faults.push(new InputError("GOAML_PROFILE_INVALID", place, detail))
  }
  for (const [path, type, fields] of fieldsOf(profile)) checkFields({ order, tell }, path, type, fields)
  checkTypes(profile, order, tell)
  for (const key of Object.keys(profile.indicators)) {
    const fault = scopeFault(key)
    if (fault !== undefined) tell(["indicators", key], fault)
  }
  return faults
}

interface Check {
  readonly order: GoamlOrder
  readonly tell: (path: YamlPath, detail: string, at?: "key" | "value") => void
}

function fieldsOf(profile: GoamlProfile): [YamlPath, type: string, GoamlFields][] {
  return [
    [["report"], "report", profile.report],
    [["transaction"], "transaction", profile.transaction],
    [["institution"], "t_account", profile.institution],
    ...[...profile.parties].map(
      ([party, { as = profile.partiesAs, fields }]): [YamlPath, string, GoamlFields] => [
        ["parties", party],
        `t_${as}`,
        fields,
      ],
    ),
  ]
}

function checkFields(check: Check, path: YamlPath, type: string, fields: GoamlFields): void {
  const { order, tell } = check
  const known = order[type] ?? []
  for (const [name, value] of Object.entries(fields)) {
    const at = [...path, name]
    if (!known.includes(name)) {
      tell(at, `${nameOf(at)}: ${type} has no such element; ${advice(name, known)}`)
      continue
    }
    const inner = goamlTypeOf(type, name, order)
    const items: readonly (string | GoamlFields)[] = isList(value) ? value : [value]
    for (const [i, item] of items.entries()) {
      const where = isList(value) ? [...at, i] : at
      if (typeof item === "string") checkText(check, where, name, item, inner)
      else if (inner !== undefined) checkFields(check, where, inner, item)
      else {
        const mend = `write text, or say which elements it has: elements.${name}: [...]`
        tell(
          where,
          `${nameOf(where)} is a mapping, and no type ${name} says the order of its elements; ${mend}`,
        )
      }
    }
  }
}

function checkText(
  { order, tell }: Check,
  path: YamlPath,
  name: string,
  text: string,
  inner: string | undefined,
): void {
  const want =
    inner === undefined
      ? FORMS.get(name)?.(text)
      : `a mapping of its elements: ${(order[inner] ?? []).join(", ")}`
  if (want !== undefined) tell(path, `${nameOf(path)} is ${JSON.stringify(text)}; write ${want}`, "value")
}

/** What to write instead, where a text is not of the form that the schema has for it. */
type Form = (text: string) => string | undefined

const dateAndTime: Form = (text) => {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && parseTime(text, "UTC") !== undefined) return undefined
  return `date and time, such as ${isDay(text) ? text : "2026-11-22"}T00:00:00`
}
const yesOrNo: Form = (text) => (/^(?:true|false|0|1)$/.test(text) ? undefined : '"true" or "false"')
const positive: Form = (text) => (/^0*[1-9]\d*$/.test(text) ? undefined : "the number that the unit gave you")
const currency: Form = (text) =>
  currencyExponent(text) === undefined ? "a currency by its code in ISO 4217, such as USD" : undefined

const DATES =
  "submission_date date_posting value_date birthdate date_deceased issue_date expiry_date opened closed date_balance " +
  "entity_status_date incorporation_date date_business_closed registration_date"
const FLAGS = "late_deposit non_bank_institution is_primary deceased business_closed"
const FORMS: ReadonlyMap<string, Form> = new Map([
  ...DATES.split(" ").map((name) => [name, dateAndTime] as const),
  ...FLAGS.split(" ").map((name) => [name, yesOrNo] as const),
  ["rentity_id", positive],
  ["currency_code_local", currency],
])

/** Types that nothing has would change no report, and elements that nothing has would be missing for ever. */
function checkTypes({ mandatory, elements }: GoamlProfile, order: GoamlOrder, tell: Check["tell"]): void {
  const named = new Set(Object.values(elements).flat())
  for (const type of Object.keys(elements)) {
    if (type in GOAML_ORDER || named.has(type)) continue
    const plain = type.replace(MY_CLIENT, "")
    const mend =
      plain in GOAML_ORDER ? `those of clients are those of ${plain}` : advice(type, Object.keys(GOAML_ORDER))
    tell(["elements", type], `elements.${type}: there is no such type; ${mend}`)
  }
  for (const [type, wanted] of Object.entries(mandatory)) {
    const known = order[type.replace(MY_CLIENT, "")]
    if (known === undefined) {
      tell(
        ["mandatory", type],
        `mandatory.${type}: there is no such type; ${advice(type, Object.keys(order))}`,
      )
      continue
    }
    for (const [i, alternatives] of wanted.entries())
      for (const name of alternatives.split("|"))
        if (!known.includes(name))
          tell(
            ["mandatory", type, i],
            `mandatory.${type} names ${name}, which it has not; ${advice(name, known)}`,
          )
  }
}

/** A key by which no finding is ever looked up would leave the code out of all reports. */
function scopeFault(key: string): string | undefined {
  if (key === "*") return undefined
  const [, scope, id] = /^(rule|typology|indicator):(.+)$/.exec(key) ?? []
  if (scope === undefined || id === undefined)
    return `indicators has the key ${JSON.stringify(key)}; write ${SCOPES}`
  const known: readonly string[] = TYPOLOGIES
  if (scope !== "typology" || known.includes(id)) return undefined
  return `indicators names the typology ${JSON.stringify(id)}, which there is not; ${advice(id, known)}`
}

function advice(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === undefined ? `write one of ${known.join(", ")}` : `did you mean ${near}?`
}

function nameOf(path: YamlPath): string {
  return path.map(String).join(".")
}

function isList(value: GoamlFields[string]): value is readonly (string | GoamlFields)[] {
  return Array.isArray(value)
}
