// goAML elements as XML, each type's in the order of its schema, and what is missing of them.
import {
  GOAML_MANDATORY,
  GOAML_ORDER,
  type GoamlFields,
  type GoamlGap,
  type GoamlOrder,
  type GoamlProfile,
  type GoamlValue,
  goamlTypeOf,
} from "../model/goaml.ts"
import { xmlText } from "../model/xml.ts"

/** The report as XML, without a namespace, as goAML has it. Elements that the order does not know are left out. */
export function goamlXml(report: GoamlFields, elements: GoamlOrder): string {
  const order = { ...GOAML_ORDER, ...elements }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("report", "report", report, order, "")}`
}

function element(
  name: string,
  type: string | undefined,
  value: GoamlValue,
  order: GoamlOrder,
  indent: string,
): string {
  if (typeof value === "string") return `${indent}<${name}>${xmlText(value)}</${name}>\n`
  if (isList(value)) return value.map((item) => element(name, type, item, order, indent)).join("")
  const children = (order[type ?? ""] ?? []).flatMap((child) => {
    const inner = value[child]
    return inner === undefined
      ? []
      : [element(child, goamlTypeOf(type ?? "", child, order), inner, order, `${indent}  `)]
  })
  return `${indent}<${name}>\n${children.join("")}${indent}</${name}>\n`
}

function isList(value: GoamlValue): value is readonly (string | GoamlFields)[] {
  return Array.isArray(value)
}

/** Where elements may come from that are often missing; for all others the profile. */
const SOURCES: Readonly<Record<string, string>> = {
  submission_date: "the day of the report: --date, or report.submission_date of the profile",
  transaction: "the alert names no payment",
  report_indicators: "a code of the unit for what was found: indicators of the profile",
  transactionnumber: "the ledger gives this payment no id of its own",
  transmode_code: "a code of the unit for the payment's channel: transmode of the profile",
  from_funds_code: "a code of the unit for the payment's channel: funds of the profile",
  to_funds_code: "a code of the unit for the payment's channel: funds of the profile",
  amount_local: "an exchange rate for this day: --rates",
  from_country: "the payment names no country of the payer: the ledger, or --parties",
  to_country: "the payment names no country of the payee: the ledger, or --parties",
  first_name: "the party's first name: parties of the profile",
  last_name: "the party's last name: parties of the profile",
}

/** Mandatory elements that are not there, outer ones first. `payments`: ids of the payments of the transactions. */
export function goamlGaps(
  report: GoamlFields,
  { mandatory, elements }: Pick<GoamlProfile, "mandatory" | "elements">,
  payments: readonly string[],
): GoamlGap[] {
  const order = { ...GOAML_ORDER, ...elements }
  const gaps: GoamlGap[] = []
  const visit = (name: string, type: string, given: GoamlFields, path: string, payment: string | null) => {
    const ofClient = name.endsWith("_my_client") || path.includes("_my_client")
    for (const wanted of mandatoryOf(mandatory, type, ofClient)) {
      const alternatives = wanted.split("|")
      if (alternatives.some((alternative) => isFilled(given[alternative]))) continue
      const why = SOURCES[alternatives[0]!] ?? "not in the payments: the profile can give it"
      gaps.push({ path: `${path}/${wanted}`, payment, why })
    }
    for (const [child, value] of Object.entries(given)) {
      const inner = goamlTypeOf(type, child, order)
      if (inner === undefined) continue
      for (const [index, item] of (isList(value) ? value : [value]).entries()) {
        if (typeof item === "string") continue
        visit(child, inner, item, `${path}/${child}`, child === "transaction" ? payments[index]! : payment)
      }
    }
  }
  visit("report", "report", report, "report", null)
  return gaps
}

function mandatoryOf(added: GoamlOrder, type: string, ofClient: boolean): readonly string[] {
  const own = [...(GOAML_MANDATORY[type] ?? []), ...(added[type] ?? [])]
  return [...new Set([...own, ...(ofClient ? (added[`${type}_my_client`] ?? []) : [])])]
}

/** An element that is there but empty is told by what is missing in it. */
function isFilled(value: GoamlValue | undefined): boolean {
  return value !== undefined && value !== "" && !(isList(value) && value.length === 0)
}
