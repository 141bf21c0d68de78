// The small pieces rule files are made of: text, numbers, money, durations, bounds, and mappings with known keys.
// Wherever a value of a rule may be a param, `$name` has been replaced by the param's value before a schema looks.
import * as z from "zod"
import { currencyExponent } from "../model/currencies.ts"
import { parseMoneyLiteral } from "../model/money.ts"
import { TEXT_FIELDS } from "../model/payment.ts"
import { DAY_MS, parseDuration } from "../model/time.ts"
import { type Complaint, complain } from "./complaint.ts"
import type { Money, MoneyTest, NumberTest } from "./tree.ts"

/** Adds an issue from a check of several values together. */
export function report(
  context: z.core.$RefinementCtx<unknown>,
  complaint: Complaint,
  path: readonly PropertyKey[] = [],
): void {
  context.addIssue({ code: "custom", message: complain(complaint), path: [...path] })
}

/** A mapping with these keys and no others; `about` adds to the complaint about others. */
export function mapping<S extends z.core.$ZodLooseShape>(shape: S, about: Partial<Complaint> = {}) {
  const known = Object.keys(shape)
  const unknownKey = complain({ ...about, code: "RULE_UNKNOWN_KEY", known })
  const notMapping = complain({ code: "RULE_INVALID", want: `a mapping with ${known.join(", ")}` })
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? unknownKey : notMapping),
  })
}

/** A list with at least `least` items; `want` says of what. */
export function list<T extends z.core.$ZodType>(item: T, want: string, least = 1) {
  return z
    .array(item, { error: complain({ code: "RULE_INVALID", want: `a list of ${want}` }) })
    .min(least, { error: complain({ code: "RULE_INVALID", say: "is empty", want: `a list of ${want}` }) })
}

/** One of a few words. */
export function word<const T extends readonly string[]>(words: T) {
  return z.enum(words, {
    error: complain({ code: "RULE_INVALID", want: `one of ${words.join(", ")}`, known: words }),
  })
}

/**
 * Text that is not blank, without space around it: cells of payments are read without it, so that a word or an id with
 * a space beside it would never be found; and a folded block of YAML ends with a line break.
 */
export const textSchema = z
  .string({ error: complain({ code: "RULE_UNQUOTED_CODE", want: "text" }) })
  .regex(/\S/, { error: complain({ code: "RULE_INVALID", say: "is blank", want: "text" }) })
  .trim()

/** Text of a given form. */
export function formed(form: RegExp, want: string) {
  return z
    .string({ error: complain({ code: "RULE_UNQUOTED_CODE", want, form: form.source }) })
    .regex(form, { error: complain({ code: "RULE_INVALID", want }) })
}

export const idSchema = formed(
  /^[a-z0-9]+(-[a-z0-9]+)*$/,
  "lower-case words joined by hyphens, such as cash-below-ctr",
)

export const booleanSchema = z.boolean({
  error: complain({ code: "RULE_INVALID", want: "true or false", known: ["true", "false"] }),
})

const notCurrency = "a currency code such as USD (ISO 4217)"
export const currencySchema = formed(/^[A-Z]{3,5}$/, notCurrency).refine(
  (code) => currencyExponent(code) !== undefined,
  { error: complain({ code: "RULE_INVALID", want: notCurrency }) },
)

/**
 * Numbers, amounts and durations are marked for the JSON Schema: `scalar` says what they are, `param` that a file may
 * hold `$name` there (in detections only).
 */
interface ScalarMark {
  readonly scalar: "number" | "integer" | "money" | "duration"
  readonly param: boolean
}

/** A finite number from `min` to `max`. */
export function numberSchema(min = 0, max = Number.MAX_SAFE_INTEGER, param = true) {
  const most = max === Number.MAX_SAFE_INTEGER ? undefined : max
  const want = most === undefined ? `a number of at least ${min}` : `a number from ${min} to ${max}`
  const error = complain({ code: "RULE_NOT_A_NUMBER", want })
  const atLeast = z.number({ error }).min(min, { error })
  const mark: ScalarMark = { scalar: "number", param }
  return (most === undefined ? atLeast : atLeast.max(most, { error })).meta({ ...mark })
}

/** A whole number of at least `least`. */
export function countSchema(least = 0, param = true) {
  const error = complain({ code: "RULE_NOT_A_NUMBER", want: `a whole number of at least ${least}` })
  const mark: ScalarMark = { scalar: "integer", param }
  return z
    .number({ error })
    .min(least, { error })
    .refine(Number.isSafeInteger, { error })
    .meta({ ...mark })
}

const notMoney = complain({ code: "RULE_NOT_MONEY", want: "an amount with its currency, such as 8000 USD" })
const notDuration = complain({ code: "RULE_NOT_A_DURATION", want: "a duration such as 7d, 6h or 90s" })
/** A century: no ledger reaches further back, and the times of its ends can still be written. */
const MOST_DAYS = 36_525
const tooLong = complain({
  code: "RULE_NOT_A_DURATION",
  say: `is longer than ${MOST_DAYS}d`,
  want: "a shorter one",
})

/** `8000 USD`, as minor units; not negative. */
export function money(param = true) {
  const mark: ScalarMark = { scalar: "money", param }
  return z
    .string({ error: notMoney })
    .meta({ ...mark })
    .transform((text, context): Money => {
      const amount = parseMoneyLiteral(text)
      if (amount !== undefined && amount.minor >= 0) return amount
      context.issues.push({ code: "custom", message: notMoney, input: text })
      return z.NEVER
    })
}

/** `7d`, as milliseconds. */
export function duration(param = true) {
  const mark: ScalarMark = { scalar: "duration", param }
  return z
    .string({ error: notDuration })
    .meta({ ...mark })
    .transform((text, context): number => {
      const ms = parseDuration(text)
      if (ms !== undefined && ms <= MOST_DAYS * DAY_MS) return ms
      context.issues.push({
        code: "custom",
        message: ms === undefined ? notDuration : tooLong,
        input: text,
      })
      return z.NEVER
    })
}

const moneySchema = money()
export const durationSchema = duration()

/** Of what has to be long: in a window of no length lie payments of one instant only. */
export const lengthSchema = duration().refine((ms) => ms > 0, {
  error: complain({
    code: "RULE_NOT_A_DURATION",
    say: "has no length",
    want: "a duration above zero, such as 7d, 6h or 90s",
  }),
})

const attributeSchema = z.templateLiteral(["attributes.", z.string().min(1)])
/** The name of a text field, or of a further column as `attributes.<name>`. */
export const fieldSchema = fieldAmong([])

/** A text field, or one of `others`. */
export function fieldAmong<const T extends readonly string[]>(others: T) {
  const known = [...others, ...TEXT_FIELDS] as const
  const want = `${known.join(", ")}, or attributes.<name>`
  return z.union([z.enum(known), attributeSchema], {
    error: complain({ code: "RULE_UNKNOWN_FIELD", want, known }),
  })
}

/** The four bounds as keys of a mapping. */
export function bounds<T extends z.core.$ZodType>(limit: T) {
  return {
    gte: z.optional(limit).describe("At least this (≥)."),
    gt: z.optional(limit).describe("More than this (>)."),
    lte: z.optional(limit).describe("At most this (≤)."),
    lt: z.optional(limit).describe("Less than this (<)."),
  }
}

type Limits = { readonly [K in keyof NumberTest]?: number | Money | undefined }

/** At least one bound, no two of one side, one currency, and a lower one that is not above the upper. */
export function checkBounds(limits: Limits, context: z.core.$RefinementCtx<unknown>): void {
  const { gte, gt, lte, lt } = limits
  const given = [gte, gt, lte, lt].filter((limit) => limit !== undefined)
  if (given.length === 0) {
    report(context, { code: "RULE_MISSING_KEY", say: "has no bound", want: "gte, gt, lte or lt" })
    return
  }
  if ((gte !== undefined && gt !== undefined) || (lte !== undefined && lt !== undefined)) {
    report(context, { code: "RULE_INVALID", say: "has two bounds on one side", want: "one of them" })
  }
  const currencies = new Set(given.map((limit) => (typeof limit === "number" ? "" : limit.currency)))
  if (currencies.size > 1) {
    const say = `has bounds in ${[...currencies].join(" and ")}`
    report(context, { code: "RULE_INVALID", say, want: "all of them in one currency" })
    return
  }
  const lower = gte ?? gt
  const upper = lte ?? lt
  if (lower === undefined || upper === undefined) return
  const room = sizeOf(upper) - sizeOf(lower)
  if (room < 0 || (room === 0 && (gt !== undefined || lt !== undefined))) {
    const say = "can never hold: its lower bound is not below its upper bound"
    const want = room < 0 ? "them the other way round" : "bounds with room between them"
    report(context, { code: "RULE_INVALID", say, want })
  }
}

/** A number to compare money and numbers by. */
export function sizeOf(limit: number | Money): number {
  return typeof limit === "number" ? limit : limit.minor
}

/** The bounds that are given, as a test of the tree. */
export function toNumberTest({ gte, gt, lte, lt }: Limits): NumberTest {
  return {
    ...(gte === undefined ? {} : { gte: sizeOf(gte) }),
    ...(gt === undefined ? {} : { gt: sizeOf(gt) }),
    ...(lte === undefined ? {} : { lte: sizeOf(lte) }),
    ...(lt === undefined ? {} : { lt: sizeOf(lt) }),
  }
}

/** Bounds on a number of one kind. */
export function numberTest<T extends z.ZodType<number>>(limit: T) {
  return mapping(bounds(limit)).superRefine(checkBounds).transform(toNumberTest)
}

/** Bounds on an amount, all in one currency. */
export const moneyTestSchema = mapping(bounds(moneySchema))
  .superRefine(checkBounds)
  .transform((limits): MoneyTest => {
    const { gte, gt, lte, lt } = limits
    const currency = (gte ?? gt ?? lte ?? lt)?.currency ?? ""
    return { ...toNumberTest(limits), currency }
  })

/** Bounds on an amount divided by another; `aboutCurrency` says what is converted where a currency is given. */
export function amountRatioSchema(aboutCurrency: string) {
  return mapping({
    ...bounds(numberSchema()),
    currency: currencySchema.optional().describe(aboutCurrency),
  })
    .superRefine(checkBounds)
    .transform((test) => ({ ...toNumberTest(test), currency: test.currency ?? null }))
}
