// The words of rule errors: what a value is called, how it is shown, and what to write instead.
import type { InputErrorCode } from "../model/errors.ts"
import { parseMoneyLiteral } from "../model/money.ts"
import { nearest } from "../model/nearest.ts"
import { parseDuration } from "../model/time.ts"
import type { Complaint } from "./complaint.ts"
import type { YamlPath } from "./yaml-source.ts"

/** The last two names of a path with what lies between: `amount.gte`, `steps[1].within`, `references[0]`. */
export function label(path: YamlPath): string {
  if (path.length === 0) return "the file"
  let names = typeof path.at(-1) === "number" ? 1 : 2
  let start = path.length
  while (start > 0 && names > 0) if (typeof path[--start] !== "number") names--
  return path
    .slice(start)
    .map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? String(step) : `.${String(step)}`))
    .join("")
}

/** A value for a message: text in quotes, cut to 80 characters; a scalar as written. */
function show(value: unknown, written: string | undefined): string {
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object" && value !== null) return "a mapping"
  if (value === null && (written ?? "") === "") return "empty"
  const text = written ?? String(value)
  const cut = text.length > 80 ? `${text.slice(0, 79)}…` : text
  return typeof value === "string" ? `"${cut}"` : cut
}

/** What was found and what to write, and the code: a list where text is wanted is no unquoted code. */
export function suggest(
  complaint: Complaint,
  value: unknown,
  written: string | undefined,
  param: string | undefined,
): { code: InputErrorCode; detail: string } {
  const isText = typeof value === "string"
  const isScalar = isText || typeof value !== "object" || value === null
  const unquoted = complaint.code === "RULE_UNQUOTED_CODE"
  const fix = param === undefined && isScalar ? mend(complaint, value, written ?? "") : undefined
  const code = unquoted && fix === undefined ? "RULE_INVALID" : complaint.code
  const want = fix ?? complaint.want ?? (complaint.known ?? []).join(", ")
  return { code, detail: `${param ?? show(value, written)}; write ${want}` }
}

/** The value as it was surely meant, written right. */
function mend({ code, known, form }: Complaint, value: unknown, written: string): string | undefined {
  const text = written.normalize("NFKC").trim()
  if (code === "RULE_UNQUOTED_CODE") {
    const needsQuotesOnly =
      typeof value !== "string" && text !== "" && (form === undefined || new RegExp(form).test(written))
    return needsQuotesOnly ? `"${written}"` : undefined
  }
  if (typeof value === "string" && code === "RULE_NOT_A_NUMBER") return meantNumber(text)
  if (typeof value === "string" && code === "RULE_NOT_MONEY") return meantMoney(text)
  if (typeof value === "string" && code === "RULE_NOT_A_DURATION") return meantDuration(text)
  return known === undefined ? undefined : nearest(text, known)
}

function meantNumber(text: string): string | undefined {
  const plain = text.replace(/[_,' ]/g, "")
  if (/^\d+(\.\d+)?$/.test(plain)) return plain.replace(/^0+(?=\d)/, "")
  const percent = /^(\d{1,3})%$/.exec(plain)?.[1]
  return percent === undefined ? undefined : String(Number(percent) / 100)
}

function meantMoney(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/(?<=\d)[_,' ](?=\d)/g, "")
  const parts = /^(\d+(?:\.\d+)?) *([A-Z]+)$/.exec(plain) ?? undefined
  const swapped = /^([A-Z]+) *(\d+(?:\.\d+)?)$/.exec(plain) ?? undefined
  const literal = parts ? `${parts[1]} ${parts[2]}` : swapped ? `${swapped[2]} ${swapped[1]}` : plain
  return (parseMoneyLiteral(literal)?.minor ?? -1) < 0 ? undefined : literal
}

function meantDuration(text: string): string | undefined {
  const parts = /^(\d+) *(ms|milli|s|m|min|h|d|w)[a-z]*$/i.exec(text)
  if (parts === null) return undefined
  const unit = parts[2]!.toLowerCase()
  const literal = parts[1] + (unit === "milli" ? "ms" : unit === "min" ? "m" : unit)
  return /^\d+ *mo/i.test(text) || parseDuration(literal) === undefined ? undefined : literal
}
