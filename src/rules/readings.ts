// What comes of reading one file of a pack.
import type { InputError } from "../model/errors.ts"
import type { RuleFile } from "./rule-file.ts"
import type { Rule } from "./tree.ts"
import type { YamlSource } from "./yaml-source.ts"

/** A file that was read, right or wrong; `read` is undefined when something in it is wrong. */
export interface Reading<T> {
  readonly source: YamlSource
  readonly read: T | undefined
}

/** A rule file that was read, right or wrong. */
export interface ParsedRule {
  readonly source: YamlSource
  /** Undefined when something in the file is wrong. */
  readonly rule: Rule | undefined
}

/** Reads one file. What is wrong goes to `errors`; of a text that is no YAML undefined comes back. */
export type Read<T> = (file: RuleFile, errors: InputError[]) => T | undefined
