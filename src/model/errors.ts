// What a user can fix is an `InputError` with a stable code and a place. Our own mistakes are assertions.

/** Where something was found. `line` and `column` count from 1. */
export interface SourcePlace {
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** Errors that end a run. The codes are public and stable; the wording is not. */
export const INPUT_ERROR_CODES = [
  // files
  "FILE_NOT_FOUND",
  "FILE_NOT_READABLE",
  "FILE_IS_BINARY",
  "FILE_EMPTY",
  "FILE_TRUNCATED",
  "ENCODING_UNKNOWN",
  "ENCODING_INVALID",
  "FORMAT_UNKNOWN",
  "HEADER_NOT_FOUND",
  "COLUMN_NOT_MATCHED",
  "COLUMN_AMBIGUOUS",
  "QUOTE_NOT_CLOSED",
  "CELL_TOO_LONG",
  "JSON_INVALID",
  "TOO_MANY_REJECTS",
  "PAYMENTS_TOO_MANY",
  "MAPPING_INVALID",
  "RATES_INVALID",
  "SETTINGS_INVALID",
  "SUPPRESSION_INVALID",
  "LABELS_INVALID",
  "PARTIES_INVALID",
  "APART_INVALID",
  "OUTPUT_NOT_WRITABLE",
  "OUTPUT_BUSY",
  "OPTION_INVALID",
  "KEY_INVALID",
  "PSEUDONYM_MAP_INVALID",
  "TOKEN_NOT_FOUND",
  "MANIFEST_INVALID",
  "INPUT_CHANGED",
  "GOAML_PROFILE_INVALID",
  "XSD_INVALID",
  "PACKAGE_MISSING",
  "FINDING_NOT_FOUND",
  "PARTY_NOT_FOUND",
  // rule files
  "RULE_NOT_YAML",
  "RULE_INVALID",
  "RULE_UNKNOWN_KEY",
  "RULE_MISSING_KEY",
  "RULE_NOT_A_NUMBER",
  "RULE_NOT_MONEY",
  "RULE_NOT_A_DURATION",
  "RULE_UNQUOTED_CODE",
  "RULE_UNKNOWN_PARAM",
  "RULE_PARAM_OUT_OF_RANGE",
  "RULE_UNBOUNDED_PARAM",
  "RULE_MIXED_CURRENCIES",
  "RULE_UNREACHABLE",
  "RULE_UNKNOWN_INDICATOR",
  "RULE_UNKNOWN_LIST",
  "RULE_UNKNOWN_LEXICON",
  "RULE_UNKNOWN_PRICE",
  "RULE_UNKNOWN_FIELD",
  "RULE_DETECTION_COUNT",
  "RULE_UNKNOWN_RULE",
  "RULE_COMBINE_CYCLE",
  "RULE_PATTERN_INVALID",
  "RULE_FILE_TOO_LARGE",
  "RULE_DUPLICATE_ID",
  "RULE_WITHOUT_TESTS",
  "RULE_MISPLACED",
  "LEXICON_INVALID",
  "LIST_INVALID",
  "CONTEXT_INVALID",
  "MESSAGES_INVALID",
  "PRICES_INVALID",
  "SCORING_INVALID",
  "INDICATORS_INVALID",
  "RULE_TEST_INVALID",
  "PAYMENT_INVALID",
] as const
/** What is wrong, for programs: codes are public and stable, messages are not. */
export type InputErrorCode = (typeof INPUT_ERROR_CODES)[number]

/** `file:line:column`, as far as known; empty where no file is at fault. */
export function formatPlace(place: SourcePlace): string {
  if (place.file === undefined) return ""
  const parts = [place.file]
  if (place.line !== undefined) parts.push(String(place.line))
  if (place.line !== undefined && place.column !== undefined) parts.push(String(place.column))
  return parts.join(":")
}

/** Something the user can fix; the message says what was found, what is needed and how to mend it. */
export class InputError extends Error {
  override readonly name: string = "InputError"
  constructor(
    readonly code: InputErrorCode,
    readonly place: SourcePlace,
    readonly detail: string,
  ) {
    super([formatPlace(place), code, detail].filter((part) => part !== "").join(": "))
  }
}

/** Several things the user can fix, found in one pass and reported together. */
export class InputErrors extends InputError {
  override readonly name: string = "InputErrors"
  constructor(readonly errors: readonly [InputError, ...InputError[]]) {
    super(errors[0].code, errors[0].place, errors[0].detail)
    this.message = errors.map((error) => error.message).join("\n")
  }
}

/** Throws when `errors` is not empty: the error itself when it is alone, else all of them as one. */
export function throwIfAny(errors: readonly InputError[]): void {
  const [first, ...rest] = errors
  if (first === undefined) return
  throw rest.length === 0 ? first : new InputErrors([first, ...rest])
}

/** A fact that holds unless we made a mistake ourselves. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`moneytrail has a fault of its own: ${message}`)
}

/** For the last branch of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new Error(`moneytrail has a fault of its own: unexpected ${JSON.stringify(value)}`)
}
