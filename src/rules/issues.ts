// From what zod found wrong to errors with code, place, and what to write instead.
import type * as z from "zod"
import { InputError, type InputErrorCode } from "../model/errors.ts"
import { nearest } from "../model/nearest.ts"
import { readComplaint } from "./complaint.ts"
import { label, suggest } from "./issue-words.ts"
import { valueAt, type YamlPath, type YamlSource } from "./yaml-source.ts"

type Issue = z.core.$ZodIssue

export interface IssueContext {
  readonly source: YamlSource
  /** The one code of this kind of file; what YAML itself can get wrong keeps its own. Null: codes by fault. */
  readonly code: InputErrorCode | null
  /**
   * What `$name` at a place stands for, as words. Null: its param is itself at fault, which was reported already;
   * undefined: at this place it is plain text.
   */
  readonly wordParam?: (name: string, path: YamlPath) => string | null | undefined
}

/** The errors of one file, in the order zod met them. */
export function issuesToErrors(issues: readonly Issue[], context: IssueContext): InputError[] {
  const flat = issues.flatMap((issue) => enterUnion(issue, []))
  const wrongKeys = flat.filter((issue) => readComplaint(issue.message)?.atKey).map(({ path }) => path)
  const mistyped = flat.flatMap(meantKeys)
  return flat
    .filter(({ path }) => !wrongKeys.some((other) => path.length > other.length && startsWith(path, other)))
    .filter(({ path }) => has(context.source.value, path) || !mistyped.some((other) => samePath(path, other)))
    .flatMap((issue) =>
      issue.code === "unrecognized_keys" ? unknownKeys(issue, context) : one(issue, context),
    )
}

/** The keys that were meant by unknown ones: that they are missing need not be said as well. */
function meantKeys(issue: Issue): YamlPath[] {
  if (issue.code !== "unrecognized_keys") return []
  const known = readComplaint(issue.message)?.known ?? []
  return issue.keys.flatMap((key) => {
    const near = nearest(key, known)
    return near === undefined ? [] : [[...issue.path, near]]
  })
}

function samePath(a: YamlPath, b: YamlPath): boolean {
  return a.length === b.length && startsWith(a, b)
}

/**
 * The issues of the branch of a union that the value was meant for: the one whose own shape (text, mapping, list)
 * fits it. When none does, the union speaks for itself.
 */
function enterUnion(issue: Issue, prefix: YamlPath): Issue[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find((branch) => branch.length > 0 && !branch.some(isOfOtherShape))
    if (meant !== undefined) return meant.flatMap((inner) => enterUnion(inner, path))
  }
  return [{ ...issue, path }]
}

function isOfOtherShape(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code !== "unrecognized_keys" && issue.code !== "custom"
}

function startsWith(path: YamlPath, start: YamlPath): boolean {
  return start.every((step, i) => path[i] === step)
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, context: IssueContext): InputError[] {
  const complaint = readComplaint(issue.message)
  return issue.keys.map((key) => {
    const path = [...issue.path, key]
    const place = context.source.placeOfKey(path)
    const known = complaint?.known ?? []
    const near = nearest(key, known)
    const where = issue.path.length === 0 ? "of this file" : `of ${label(issue.path)}`
    const mend = near === undefined ? `the keys are ${known.join(", ")}` : `write ${near}`
    const detail = `${key} is not a key ${where}; ${mend}`
    return new InputError(context.code ?? "RULE_UNKNOWN_KEY", place, detail)
  })
}

function one(issue: Issue, context: IssueContext): InputError[] {
  const { source } = context
  const path = issue.path
  const complaint = readComplaint(issue.message) ?? {
    code: "RULE_INVALID" as const,
    say: `is wrong: ${issue.message}`,
  }
  const name = label(path)
  const coded = (code: InputErrorCode) =>
    context.code === null || code === "RULE_UNQUOTED_CODE" ? code : context.code
  if (!has(source.value, path)) {
    const detail = `${name} ${complaint.say ?? "is missing"}; write ${complaint.want ?? "it"}`
    return [new InputError(coded("RULE_MISSING_KEY"), source.placeOfKey(path), detail)]
  }
  const place = complaint.atKey ? source.placeOfKey(path) : source.placeOfValue(path)
  if (complaint.say !== undefined) {
    const mend = complaint.want === undefined ? "" : `; write ${complaint.want}`
    return [new InputError(coded(complaint.code), place, `${name} ${complaint.say}${mend}`)]
  }
  const value = valueAt(source.value, path)
  const param = typeof value === "string" ? /^\$([A-Za-z_]\w*)$/.exec(value)?.[1] : undefined
  const words = param === undefined ? undefined : context.wordParam?.(param, path)
  if (words === null) return []
  const { code, detail } = suggest(complaint, value, source.written(path), words)
  return [new InputError(coded(code), place, `${name} is ${detail}`)]
}

function has(value: unknown, path: YamlPath): boolean {
  const parent = valueAt(value, path.slice(0, -1))
  const key = path.at(-1)
  return key === undefined || (typeof parent === "object" && parent !== null && Object.hasOwn(parent, key))
}
