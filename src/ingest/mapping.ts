// The mapping file (`--map`): which columns hold which payment fields, in YAML.
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml"
import * as z from "zod"
import { checkArguments, TEXT } from "../model/arguments.ts"
import { currencyCode, currencyExponent } from "../model/currencies.ts"
import { InputError, InputErrors, throwIfAny } from "../model/errors.ts"
import type { DecimalMark } from "../model/money.ts"
import { adviseName, nearest } from "../model/nearest.ts"
import { PAYMENT_STATUSES, TEXT_FIELDS } from "../model/payment.ts"
import { checkTimeZone, type DateOrder } from "../model/time.ts"
import { CORE_FIELDS, type ColumnField, isPaymentField } from "./aliases.ts"
import { encodingOfLabel } from "./encoding.ts"
import { foldWord, statusOf } from "./words.ts"

/** A column by its name, or by its number from 1. */
export type ColumnRef = string | number

/** Files that are the statement of one account: its holder is one side of every payment. */
export interface AccountMapping {
  /** Party id of the holder. */
  readonly id: string
  readonly name: string
  /** Who is on the other side; blank cells are cash or unknown, and so is the other side of all rows without the column. */
  readonly counterparty?: ColumnRef | undefined
  readonly counterpartyName?: ColumnRef | undefined
  /** Column that says whether money came in or went out, and its words for either. */
  readonly direction?: ColumnRef | undefined
  readonly in: readonly string[]
  readonly out: readonly string[]
  /** Two amount columns in place of `amount`. With neither these nor `direction`, a minus means money out. */
  readonly amountIn?: ColumnRef | undefined
  readonly amountOut?: ColumnRef | undefined
}

/** How to read the columns of a file. What it does not name is found by the names that are known for a field. */
export interface Mapping {
  /** Where it was written, for messages. */
  readonly file: string
  /** Several columns of one field are joined with a space. */
  readonly columns: ReadonlyMap<ColumnField, readonly ColumnRef[]>
  /** For every row, whatever its columns are named; with a column of `columns`, for its blank cells. */
  readonly constants: ReadonlyMap<ColumnField, string>
  readonly timeZone?: string | undefined
  /** How dates such as 01/03/2024 are meant. */
  readonly dateOrder?: DateOrder | undefined
  readonly decimal?: DecimalMark | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  /** `swap`: a negative amount is a payment the other way. Without it negative amounts are rejected. */
  readonly negativeAmount?: "swap" | undefined
  /** Texts that stand for a missing value, in place of the usual ones. */
  readonly missing?: readonly string[] | undefined
  readonly account?: AccountMapping | undefined
  /** The file's own words (as `foldWord` gives them) → index in `PAYMENT_STATUSES`. */
  readonly status?: ReadonlyMap<string, number> | undefined
  /** The file's own words → currency code. */
  readonly currencies?: ReadonlyMap<string, string> | undefined
}

const column = z.union(
  [z.string().min(1), z.int().min(1, "write a column name, or its number from 1")],
  "write a column name, or its number from 1",
)
const columns = z.union(
  [column, z.array(column).min(1)],
  "write a column name, its number from 1, or a list of them",
)
const words = z.array(z.string().min(1))
const FIELDS = [...CORE_FIELDS, ...TEXT_FIELDS]
const fieldName = z.string().refine(isPaymentField, {
  error: ({ input }) => {
    const near = nearest(String(input), FIELDS)
    const advice =
      near === undefined ? `fields are ${FIELDS.join(", ")} and attributes.<name>` : `write ${near}`
    return `is not a payment field; ${advice}`
  },
})

/** A word that stands for two values would be read as one of them without a word about the other. */
function checkWords(
  table: Readonly<Record<string, readonly string[] | undefined>>,
  context: z.core.$RefinementCtx<unknown>,
): void {
  const values = new Map<string, string>()
  for (const [value, texts] of Object.entries(table)) {
    for (const [i, text] of (texts ?? []).entries()) {
      const other = values.get(foldWord(text))
      values.set(foldWord(text), value)
      if (other === undefined || other === value) continue
      const message = `${JSON.stringify(text)} stands for ${other} as well; keep it in one of them`
      context.addIssue({ code: "custom", message, path: [value, i] })
    }
  }
}

/** What a text begins with says which of an encoding's forms it is in, not whether there is such a one. */
const NO_BYTES = new Uint8Array()

const schema = z.strictObject({
  columns: z.record(fieldName, columns).optional(),
  constants: z
    .record(fieldName, z.string("write text, quoted when it is a number"))
    .refine(
      (constants) => constants["currency"] === undefined || currencyCode(constants["currency"]) !== undefined,
      {
        error: "is no currency; write a code such as CNY",
        path: ["currency"],
      },
    )
    .refine((constants) => constants["status"] === undefined || statusOf(constants["status"]) >= 0, {
      error: `is no status; statuses are ${PAYMENT_STATUSES.join(", ")}`,
      path: ["status"],
    })
    .optional(),
  timezone: z
    .string()
    .refine(checkTimeZone, {
      error: "write an IANA time zone such as Asia/Shanghai, or an offset such as +08:00",
    })
    .optional(),
  date_order: z.enum(["dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  delimiter: z.enum([",", ";", "|", "\t"]).optional(),
  encoding: z
    .string()
    .refine((label) => encodingOfLabel(label, NO_BYTES) !== null, {
      error: "is no encoding; write one such as utf-8, gb18030, big5, utf-16le, windows-1252",
    })
    .optional(),
  negative_amount: z.literal("swap").optional(),
  missing: words.optional(),
  account: z
    .strictObject({
      id: z.string().min(1),
      name: z.string().optional(),
      counterparty: column.optional(),
      counterparty_name: column.optional(),
      direction: column.optional(),
      in: words.optional(),
      out: words.optional(),
      amount_in: column.optional(),
      amount_out: column.optional(),
    })
    .refine((account) => account.direction === undefined || (account.in && account.out), {
      error: "give the words of the direction column: in: [...] and out: [...]",
      path: ["direction"],
    })
    .refine((account) => (account.amount_in === undefined) === (account.amount_out === undefined), {
      error: "give both amount_in and amount_out, or neither",
    })
    .superRefine((account, context) => checkWords({ in: account.in, out: account.out }, context))
    .optional(),
  status: z.partialRecord(z.enum(PAYMENT_STATUSES), words).superRefine(checkWords).optional(),
  currencies: z
    .record(
      z.string().refine((code) => currencyExponent(code) !== undefined, "is no currency code"),
      words,
    )
    .superRefine(checkWords)
    .optional(),
})

/** What the package says to programmers, said to people. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
  MULTIPLE_DOCS: "a second document begins here; keep one document in a file",
  DUPLICATE_KEY: "the key stands twice in one mapping; keep one",
}

/** The keys of the mapping and of those inside of it that have keys of their own. */
const KEYS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["", new Set(Object.keys(schema.shape))],
  ["account", new Set(Object.keys(schema.shape.account.unwrap().shape))],
  ["status", new Set(PAYMENT_STATUSES)],
])

/**
 * Reads a mapping. Throws InputError MAPPING_INVALID with file, line and column; all that is wrong together.
 * @param file Name of the file, for messages.
 */
export function parseMapping(text: string, file: string): Mapping {
  checkArguments("parseMapping", { text: [text, TEXT], file: [file, TEXT] })
  const lines = new LineCounter()
  const document = parseDocument(text, { version: "1.2", lineCounter: lines, prettyErrors: false })
  const fault = (offset: number | undefined, detail: string): InputError => {
    const at = offset === undefined ? undefined : lines.linePos(offset)
    return new InputError("MAPPING_INVALID", { file, ...(at && { line: at.line, column: at.col }) }, detail)
  }
  throwIfAny(document.errors.map((error) => fault(error.pos[0], WORDS[error.code] ?? error.message)))
  visit(document, {
    Alias(_, node) {
      throw fault(node.range?.[0], "aliases are not read here; write the value again")
    },
    Scalar(key, node) {
      // An object drops this key without a word, so it is refused before one is made.
      if (key === "key" && node.value === "__proto__")
        throw fault(node.range?.[0], "__proto__ is not a payment field")
    },
  })
  const parsed = schema.safeParse(document.toJS() ?? {}, { error: whatToWrite })
  if (parsed.success) return toMapping(parsed.data, file)
  const faults = parsed.error.issues.flatMap((issue) => {
    const isKey = issue.code === "unrecognized_keys" || issue.code === "invalid_key"
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined]
    return keys.map((key) => {
      const path = key === undefined ? issue.path : [...issue.path, key]
      return fault(
        offsetOf(document.contents, path, isKey),
        `${path.join(".") || "the mapping"}: ${messageOf(issue, key)}`,
      )
    })
  })
  throw faults.length === 1 ? faults[0]! : new InputErrors(faults as [InputError, ...InputError[]])
}

/** Where the value at `path` stands, or its key, or the nearest thing above it that is there. */
function offsetOf(contents: unknown, path: readonly PropertyKey[], isKey: boolean): number | undefined {
  let offset: number | undefined
  let node = contents
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      if (pair === undefined) break
      offset = isScalar(pair.key) ? pair.key.range?.[0] : offset
      if (isKey && depth === path.length - 1) break
      node = pair.value
    } else if (isSeq(node)) node = node.items[Number(key)]
    else break
    if (isNode(node)) offset = node.range?.[0] ?? offset
  }
  return offset ?? (isNode(contents) ? contents.range?.[0] : undefined)
}

function messageOf(issue: z.core.$ZodIssue, key: string | undefined): string {
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message
  if (key === undefined) return issue.message
  const known = KEYS.get(issue.path.join(".")) ?? new Set()
  return `is not a key of mappings; ${adviseName(key, known, "keys")}`
}

/** For what the schema has no words of its own. */
function whatToWrite(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_value":
      return `write ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`
    case "too_small":
      return issue.origin === "array" ? "write one at least" : "write text; it is empty"
    case "invalid_type":
      if (issue.input === undefined) return "is missing"
      if (issue.expected === "array") return 'write a list of texts, such as ["-"]'
      return issue.expected === "string" ? "write text, quoted when it is a number" : "write a mapping"
    default:
      return undefined
  }
}

function toMapping(parsed: z.output<typeof schema>, file: string): Mapping {
  const { account } = parsed
  return {
    file,
    columns: new Map(
      Object.entries(parsed.columns ?? {}).map(([field, refs]) => [
        field as ColumnField,
        Array.isArray(refs) ? refs : [refs],
      ]),
    ),
    constants: new Map(
      Object.entries(parsed.constants ?? {}).map(([field, text]) => [field as ColumnField, text]),
    ),
    timeZone: parsed.timezone,
    dateOrder: parsed.date_order,
    decimal: parsed.decimal,
    delimiter: parsed.delimiter,
    encoding: parsed.encoding,
    negativeAmount: parsed.negative_amount,
    missing: parsed.missing,
    account: account && {
      id: account.id,
      name: account.name ?? "",
      // A party without an id goes by its name.
      counterparty: account.counterparty ?? account.counterparty_name,
      counterpartyName: account.counterparty_name,
      direction: account.direction,
      in: account.in ?? [],
      out: account.out ?? [],
      amountIn: account.amount_in,
      amountOut: account.amount_out,
    },
    status: parsed.status && wordTable(parsed.status, (status) => PAYMENT_STATUSES.indexOf(status)),
    currencies: parsed.currencies && wordTable(parsed.currencies, (code) => code),
  }
}

/** From `value: [words]` to word → value. */
function wordTable<K extends string, V>(
  table: Readonly<Partial<Record<K, readonly string[]>>>,
  value: (key: K) => V,
): Map<string, V> {
  const entries = Object.entries(table) as [K, readonly string[]][]
  return new Map(
    entries.flatMap(([key, texts]) => texts.map((text) => [foldWord(text), value(key)] as const)),
  )
}
