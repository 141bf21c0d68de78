// The door of every public function for programs whose types nobody checked: arguments of a wrong shape are told by name,
// before anything is done with them. What values mean is checked where they are read.
import { InputError } from "./errors.ts"

/** What is wrong with a value, to stand behind its name: ` is 5; give a text`; undefined: nothing. */
export type Shape = (value: unknown) => string | undefined

/** @throws InputError OPTION_INVALID for the first argument that has not its shape */
export function checkArguments(
  call: string,
  given: Readonly<Record<string, readonly [value: unknown, shape: Shape]>>,
): void {
  for (const [name, [value, shape]] of Object.entries(given)) {
    const fault = shape(value)
    if (fault !== undefined) throw new InputError("OPTION_INVALID", {}, `${call}: ${name}${fault}`)
  }
}

/** The items of a list that a program gives, each of a shape. */
export function checkEach<Item>(call: string, name: string, items: Iterable<Item>, shape: Shape): Item[] {
  checkArguments(call, { [name]: [items, SEVERAL] })
  const all = [...items]
  checkArguments(call, { [name]: [all, listOf(shape)] })
  return all
}

export const TEXT = aShape("a text", (value) => typeof value === "string")
export const NUMBER = aShape("a number", (value) => typeof value === "number")
export const FLAG = aShape("true or false", (value) => typeof value === "boolean")
export const HOOK = aShape("a function", (value) => typeof value === "function")
export const BYTES = aShape("bytes in a Uint8Array", (value) => value instanceof Uint8Array)
export const TEXTS = listOf(TEXT)
/** Texts are iterable too, and mostly a path that should have stood in a list. */
export const SEVERAL = aShape(
  "a list",
  (value) => isObject(value) && typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function",
)

export const TABLE = having("a table, as createPaymentTable and readPayments make it", "rowCount", "parties")
export const PACK = having("a rule pack, as loadRules and parseRules make it", "rules", "lexicons", "scoring")
export const SCREENING = having(
  "a screening, as screen and screenFiles make it",
  "table",
  "alerts",
  "networks",
)
export const ALERT = having("an alert of a screening", "subject", "severity", "findings", "reasons")
export const NETWORK = having("a network of a screening", "members", "edges", "reasons")
export const VEIL = having("pseudonyms, as createVeil makes them", "keyId", "token")
export const MESSAGES = having("messages, as loadMessages makes them", "say", "nameOf")
const RATES = having("rates, as createRateTable and readRates make them", "convert", "factor")
const PARTIES = having("a party table, as createPartyTable and readParties make it", "parties", "columns")
const APART = having("a list, as createApartList and readApart make it", "entries", "sha256")
const SIGNAL = having("an AbortSignal", "aborted", "addEventListener")

/** A rule file as text. */
export const RULE_FILE = optionsOf({ file: TEXT, text: TEXT }, "file", "text")
export const RULE_FILES = listOf(RULE_FILE)

export const HOOKS = { signal: SIGNAL, onProgress: HOOK }
export const KNOWN_OF_PARTIES = { rates: RATES, parties: PARTIES }
export const SCREEN_OPTIONS = {
  ...HOOKS,
  ...KNOWN_OF_PARTIES,
  apart: APART,
  // What an entry says is checked with all others.
  suppressions: listOf(optionsOf({})),
  asOf: TEXT,
  seed: NUMBER,
  hubDegree: NUMBER,
}
export const READ_OPTIONS = {
  ...HOOKS,
  mapFile: TEXT,
  preset: TEXT,
  timeZone: TEXT,
  delimiter: TEXT,
  encoding: TEXT,
  strictDecimals: FLAG,
  maxRejects: NUMBER,
  onReject: HOOK,
  names: TEXTS,
  chunkSize: NUMBER,
}

/** An object; those of the keys that are there have these shapes, and the needed ones are there. */
export function optionsOf(shapes: Readonly<Record<string, Shape>>, ...needed: readonly string[]): Shape {
  return (value) => {
    if (!isObject(value) || Array.isArray(value) || isPromise(value)) return given(value, "an object")
    for (const [key, shape] of Object.entries(shapes)) {
      const inner = (value as Readonly<Record<string, unknown>>)[key]
      const fault = inner === undefined && !needed.includes(key) ? undefined : shape(inner)
      if (fault !== undefined) return `.${key}${fault}`
    }
    return undefined
  }
}

export function listOf(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return given(value, "a list")
    for (const [place, item] of value.entries()) {
      const fault = shape(item)
      if (fault !== undefined) return `[${place}]${fault}`
    }
    return undefined
  }
}

export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? undefined : shape(value))
}

export function orNull(shape: Shape): Shape {
  return (value) => (value === null ? undefined : shape(value))
}

/** An object that has these keys; what is made by our own functions is not looked into. */
export function having(wanted: string, ...keys: readonly string[]): Shape {
  return aShape(wanted, (value) => isObject(value) && keys.every((key) => key in value))
}

function aShape(wanted: string, fits: (value: unknown) => boolean): Shape {
  return (value) => (fits(value) ? undefined : given(value, wanted))
}

function given(value: unknown, wanted: string): string {
  return ` is ${shown(value)}; give ${wanted}`
}

const SHOWN_LENGTH = 40

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, SHOWN_LENGTH))
  if (typeof value === "function") return "a function"
  if (!isObject(value)) return String(value)
  if (isPromise(value)) return "a promise, which is to be awaited"
  return Array.isArray(value) ? "a list" : "an object of another kind"
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}

function isPromise(value: object): boolean {
  return "then" in value && typeof value.then === "function"
}
