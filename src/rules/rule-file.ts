// The files of a pack as they come: their paths say what they are.
import { InputError } from "../model/errors.ts"

/** A file of a pack. The path says what it is: see `parseRules`. */
export interface RuleFile {
  readonly file: string
  readonly text: string
  /** The records of a CSV file, blank lines left out; `loadRules` fills them in. */
  readonly rows?: readonly CsvRow[] | undefined
}

/** A record of a CSV file; `line` counts from 1. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** What a file of a pack is, by its path. */
export type FileRole =
  | "rule"
  | "test"
  | "lexicon"
  | "list"
  | "list-csv"
  | "context"
  | "messages"
  | "prices"
  | "scoring"
  | "indicators"

export function roleOf(file: string): FileRole {
  const { folder, name } = splitPath(file)
  if (folder === "lists" && name.endsWith(".csv")) return "list-csv"
  if (name.endsWith(".test.yaml")) return "test"
  if (folder === "lexicons") return "lexicon"
  if (folder === "lists") return "list"
  if (folder === "contexts") return "context"
  if (folder === "messages") return "messages"
  if (name === "prices.yaml") return "prices"
  if (name === "scoring.yaml") return "scoring"
  return name === "indicators.yaml" ? "indicators" : "rule"
}

const MEGABYTE = 1_000_000
/** In bytes. */
const MAX_YAML_BYTES = MEGABYTE
const MAX_CSV_BYTES = 64 * MEGABYTE

/** RULE_FILE_TOO_LARGE for a file of more bytes than its kind may have: 64 MB for a CSV, 1 MB for any other. */
export function tooLarge(file: string, bytes: number): InputError | undefined {
  const isCsv = file.endsWith(".csv")
  const most = isCsv ? MAX_CSV_BYTES : MAX_YAML_BYTES
  if (bytes <= most) return undefined
  const mend = isCsv ? "split the list" : "split it; long lists belong in a CSV file beside their YAML file"
  const detail = `the file has ${(bytes / MEGABYTE).toFixed(1)} MB, at most ${most / MEGABYTE} MB are read; ${mend}`
  return new InputError("RULE_FILE_TOO_LARGE", { file }, detail)
}

/** As `tooLarge`, of a text; its bytes are counted only when it may be too long. */
export function tooLong({ file, text }: RuleFile): InputError | undefined {
  const mayBe = tooLarge(file, 3 * text.length) !== undefined
  return mayBe ? tooLarge(file, new TextEncoder().encode(text).length) : undefined
}

/** Whether a file is of the shipped pack, by its path; a directory of one's own may be called the same. */
export const isShippedFile = (file: string): boolean => file.startsWith("rules/")

/** Folders and file name of a path; either slash. */
export function splitPath(file: string): { folder: string | undefined; name: string } {
  const parts = file.replaceAll("\\", "/").split("/")
  return { folder: parts.at(-2), name: parts.at(-1) ?? "" }
}

/** The name of a file without `.yaml`: the id of what is in it. */
export function stemOf(file: string): string {
  return splitPath(file).name.replace(/\.yaml$/, "")
}
