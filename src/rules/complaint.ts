// What a schema says about a wrong value. A zod error function can give only a text, so the code and what is wanted
// travel in that text as JSON and are read back where issues become `InputError`s.
import type { InputErrorCode } from "../model/errors.ts"

export interface Complaint {
  readonly code: InputErrorCode
  /** What to write instead: "a duration such as 7d". Alone, the detail reads `label is "found"; write …`. */
  readonly want?: string
  /** What is wrong, following the label: "has no bound". Goes before `want`. */
  readonly say?: string
  /** The words that are allowed here, for the nearest one. */
  readonly known?: readonly string[]
  /** The form of the text, as the source of a pattern: quotes alone mend only what has it. */
  readonly form?: string
  /** The fault is the key, not its value. */
  readonly atKey?: true
}

export function complain({ code, ...rest }: Complaint): string {
  // The code comes first: `readComplaint` knows a complaint by its beginning.
  return JSON.stringify({ code, ...rest })
}

/** The complaint a message carries; undefined when zod worded it itself. */
export function readComplaint(message: string): Complaint | undefined {
  return message.startsWith('{"code":') ? (JSON.parse(message) as Complaint) : undefined
}
