// Option texts as values. What commander reports as a wrong option ends with exit code 2.
import { InvalidArgumentError } from "commander"
import { SEVERITIES, type Severity } from "../index.ts"

/** A whole number from 0. */
export function parseCount(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("A whole number is needed, such as 42.")
  }
  return value
}

/** A whole number from 1. */
export function parsePositiveCount(text: string): number {
  const value = parseCount(text)
  if (value === 0) throw new InvalidArgumentError("A whole number above 0 is needed.")
  return value
}

/** A decimal number above 0. */
export function parsePositive(text: string): number {
  const value = Number(text)
  if (!/^\d*\.?\d+$/.test(text) || value <= 0) {
    throw new InvalidArgumentError("A number above 0 is needed, such as 1.5.")
  }
  return value
}

/** A decimal number above 0, or `auto`. */
export function parseResolution(text: string): number | "auto" {
  return text === "auto" ? text : parsePositive(text)
}

export function parseNetworkView(text: string): "auto" | "all" | "alerts" {
  if (text === "auto" || text === "all" || text === "alerts") return text
  throw new InvalidArgumentError("One of auto, all, alerts is needed.")
}

/** A number from 0 to 1. */
export function parseShare(text: string): number {
  const value = Number(text)
  if (!/^\d*\.?\d+$/.test(text) || value > 1) {
    throw new InvalidArgumentError("A number from 0 to 1 is needed, such as 0.8.")
  }
  return value
}

export function parseSeverity(text: string): Severity {
  const severity = SEVERITIES.find((known) => known === text)
  if (severity === undefined) throw new InvalidArgumentError(`One of ${SEVERITIES.join(", ")} is needed.`)
  return severity
}

/** One character; `tab` and `\t` stand for the tabulator, which is hard to type. */
export function parseDelimiter(text: string): string {
  if (text === "tab" || text === "\\t") return "\t"
  if ([...text].length !== 1) throw new InvalidArgumentError('One character is needed, or "tab".')
  return text
}

/** Gathers an option that may be given several times. */
export function collect(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text]
}

/** Gathers an option that may be given several times, with several values each time between commas. */
export function collectList(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), ...text.split(",").map((value) => value.trim())]
}
