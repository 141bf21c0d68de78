// What to say when the columns of a file do not fit: what was found, what is needed, and a mapping to start from.
import { countOf } from "../model/count.ts"
import { InputError } from "../model/errors.ts"
import { foldHeader, namesOfField } from "./aliases.ts"
import type { Mapping } from "./mapping.ts"
import type { Ambiguity, Resolution } from "./resolve-columns.ts"
import type { RawRow } from "./row-source.ts"

const NEEDED = "time, amount, currency, and payer or payee"
const MAX_COLUMNS_SHOWN = 60

/** `header`: the row that fits best, as the names of its columns. */
export function layoutError(
  file: string,
  line: number,
  header: readonly string[],
  resolution: Resolution,
  mapping: Mapping | undefined,
): InputError {
  const place = { file, line }
  const [notFound] = resolution.notFound
  const found = `columns found: ${listed(header)}`
  if (notFound !== undefined) {
    const { field, column, twice } = notFound
    const named = typeof column === "number" ? `column number ${column}` : `column ${JSON.stringify(column)}`
    const places = header.flatMap((name, i) =>
      foldHeader(name) === foldHeader(String(column)) ? [i + 1] : [],
    )
    if (twice) {
      const detail = `${mapping?.file} names ${named} for ${field}, and there are several; give a number: ${places.join(" or ")}`
      return new InputError("COLUMN_AMBIGUOUS", place, detail)
    }
    const near = typeof column === "string" ? nearest([foldHeader(column)], header) : undefined
    const guess = near === undefined ? "" : ` (perhaps ${JSON.stringify(near)} is meant)`
    return new InputError(
      "COLUMN_NOT_MATCHED",
      place,
      `${mapping?.file} names ${named} for ${field}, and there is none${guess}; ${found}`,
    )
  }
  if (resolution.missing.length === 0) return ambiguityError(place, header, resolution.ambiguous[0]!)
  return new InputError(
    "COLUMN_NOT_MATCHED",
    place,
    `no column for ${resolution.missing.join(", ")}; ${found}; needed: ${NEEDED}. ${snippet(header, resolution)}`,
  )
}

function ambiguityError(
  place: { readonly file: string; readonly line: number },
  header: readonly string[],
  { field, columns }: Ambiguity,
): InputError {
  const names = columns.map((column) => JSON.stringify(header[column]!.trim()))
  const same = new Set(names).size < names.length
  const ref = same ? String(columns[0]! + 1) : names[0]!
  return new InputError(
    "COLUMN_AMBIGUOUS",
    place,
    `columns ${names.join(" and ")} could each be ${field}; say which in a mapping (--map):\ncolumns: { ${field}: ${ref} }`,
  )
}

/** None of the first rows looks like a header at all. */
export function noHeaderError(file: string, head: readonly RawRow[], preset: string | null): InputError {
  const first = head[0]
  const shown = first === undefined ? "" : `; the first row is ${listed(first.cells)}`
  const what = preset === null ? "with the columns of payments" : `as preset ${preset} has it`
  const detail =
    `no header ${what} in the first ${countOf(head.length, "row")}${shown}; needed: ${NEEDED}. ` +
    "If the columns have other names, say which is which in a mapping (--map), by name or by number from 1:\n" +
    "columns: { time: 1, payer: 2, payee: 3, amount: 4, currency: 5 }"
  return new InputError("HEADER_NOT_FOUND", { file, line: first?.line ?? 1 }, detail)
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_COLUMNS_SHOWN).map((name) => JSON.stringify(name.trim().slice(0, 60)))
  return shown.join(", ") + (names.length > shown.length ? ` and ${names.length - shown.length} more` : "")
}

/** A mapping that names what was matched and leaves the rest to fill in. */
function snippet(header: readonly string[], resolution: Resolution): string {
  const { plan, missing } = resolution
  const used = new Set([...plan.columns.values()].flat())
  const free = header.filter((_, i) => !used.has(i))
  const lines = ["Write a mapping and pass it with --map:", "columns:"]
  let constants = ""
  for (const field of ["time", "amount", "currency", "payer", "payee"] as const) {
    const column = plan.columns.get(field)?.[0]
    if (column !== undefined) lines.push(`  ${field}: ${JSON.stringify(header[column]!.trim())}`)
    else if (missing.includes(field)) {
      const guess = nearest(namesOfField(field), free.filter(field === "amount" ? isWholeAmount : isNoAmount))
      if (guess !== undefined) lines.push(`  ${field}: ${JSON.stringify(guess)} # a guess`)
      else if (field === "currency")
        constants = "\nconstants: { currency: CNY } # if all amounts are in one currency"
      else lines.push(`  ${field}: ${TO_FILL_IN}`)
    }
  }
  return lines.join("\n") + constants + (missing.includes("payer") ? statementSnippet(free, missing) : "")
}

const TO_FILL_IN = '"name of the column"'

/** Not a balance, a fee, one direction only, or an amount in another unit: cents for dollars would be a wrong number. */
function isWholeAmount(name: string): boolean {
  return !/balance|fee|tax|cent|minor|pence|fen\b|[分万千]|余额|收入|支出/i.test(name)
}

/** The columns of a statement as banks name them, folded. */
const STATEMENT_NAMES = {
  counterparty: /对方账号|对方账户|对方户名|对手|otherparty|oppositeparty|counterparty|^name$/,
  amount_in: /收入|贷方|paidin|moneyin|credit|deposit/,
  amount_out: /支出|借方|paidout|moneyout|withdraw|debit/,
} as const

function isNoAmount(name: string): boolean {
  const folded = foldHeader(name)
  return !STATEMENT_NAMES.amount_in.test(folded) && !STATEMENT_NAMES.amount_out.test(folded)
}

/** Whether the header has a column for money in and one for money out. */
export function isStatement(header: readonly string[]): boolean {
  const names = header.map(foldHeader)
  return [STATEMENT_NAMES.amount_in, STATEMENT_NAMES.amount_out].every((shape) =>
    names.some((name) => shape.test(name)),
  )
}

/** What to write, as a comment, if the file has no two parties because it is the statement of one account. */
function statementSnippet(free: readonly string[], missing: readonly string[]): string {
  const column = (key: keyof typeof STATEMENT_NAMES) => {
    const name = free.find((known) => STATEMENT_NAMES[key].test(foldHeader(known)))
    return name === undefined ? null : JSON.stringify(name.trim())
  }
  const [moneyIn, moneyOut] = [column("amount_in"), column("amount_out")]
  const isSplit = missing.includes("amount") && moneyIn !== null && moneyOut !== null
  const amounts = isSplit ? `, amount_in: ${moneyIn}, amount_out: ${moneyOut}` : ""
  const replaced = amounts === "" ? "payer and payee" : "payer, payee and amount"
  const counterparty = column("counterparty")
  const orNone = counterparty === null ? " (without counterparty where no column says who it is)" : ""
  return (
    `\n# If this is the statement of one account, in place of ${replaced}${orNone}:\n` +
    `# account: { id: "number of the account", counterparty: ${counterparty ?? TO_FILL_IN}${amounts} }`
  )
}

/**
 * The header name nearest to one of the (folded) names: it holds one or is a few letters off. One other character makes
 * another word in Chinese.
 */
function nearest(names: readonly string[], header: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const name of header) {
    const folded = foldHeader(name)
    if (folded === "") continue
    for (const known of names) {
      const distance =
        known.length > 2 && folded.includes(known)
          ? 0.5 + (folded.length - known.length) / 100
          : /^[a-z0-9]+$/.test(known)
            ? editDistance(folded, known)
            : Number.POSITIVE_INFINITY
      if (distance < bestDistance && distance <= Math.min(2, known.length / 3)) {
        bestDistance = distance
        best = name.trim()
      }
    }
  }
  return best
}

/** Levenshtein distance; names of headers are short. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitute, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
