// What a pack looks for: as rows for programs, and with all that is known of each rule for people.
import { checkArguments, PACK, RULE_FILES } from "../model/arguments.ts"
import { type InputError, throwIfAny } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import { describeDetection } from "./describe.ts"
import { type DescriptionPart, describeParts } from "./describe-conditions.ts"
import type { Indicator } from "./indicators.ts"
import { parseIndicators } from "./parse-indicators.ts"
import { readIndicators } from "./read-indicators.ts"
import type { RuleFile } from "./rule-file.ts"
import { readRuleTests } from "./rule-test-file.ts"
import { sortErrors } from "./sort-errors.ts"
import type { Detection, PaymentContext, Rule, RulePack } from "./tree.ts"

/** One rule of a pack; `params` with the values in force. */
export interface RuleRow extends Omit<Rule, "detection" | "sha256"> {
  readonly detection: Detection["kind"]
}

/** The rules of a pack that run, by id. */
export function listRules(pack: RulePack): readonly RuleRow[] {
  checkArguments("listRules", { pack: [pack, PACK] })
  return pack.rules.map(({ detection, sha256: _, ...rule }) => ({ ...rule, detection: detection.kind }))
}

/** An indicator that a rule names; null: the pack's indicators have none of the id. */
export interface NamedIndicator {
  readonly id: string
  readonly indicator: Indicator | null
}

/** One rule with all that is known of it. */
export interface RuleEntry extends Omit<RuleRow, "indicators"> {
  readonly sha256: string
  /** How it decides, in plain words, with the values in force. */
  readonly decides: readonly DescriptionPart[]
  readonly indicators: readonly NamedIndicator[]
  /** Names of its test cases, in their order; `fires` where findings are expected. */
  readonly tests: readonly { readonly name: string; readonly fires: boolean }[]
}

/** A benign context: when it holds, in plain words. */
export interface ContextEntry extends Omit<PaymentContext, "where"> {
  readonly holds: readonly string[]
}

/** The rules of a pack, documented. */
export interface RuleCatalogue {
  /** By id. */
  readonly rules: readonly RuleEntry[]
  /** By id. */
  readonly contexts: readonly ContextEntry[]
  /** Rules that do not run, by id, each with the reason. */
  readonly notRun: readonly { readonly rule: string; readonly why: string }[]
  /** The settings in force; null: none. */
  readonly settings: string | null
}

/**
 * Documents the rules of a pack: intent, how they decide, params with defaults, values in force and reasons, known
 * errors, tests. `files` are those of the pack; indicators and tests are read from them.
 *
 * @throws InputError or InputErrors: what is wrong in tests and indicators.
 */
export function describeRules(pack: RulePack, files: readonly RuleFile[]): RuleCatalogue {
  checkArguments("describeRules", { pack: [pack, PACK], files: [files, RULE_FILES] })
  const errors: InputError[] = []
  const indicators = readIndicators(files, parseIndicators, errors)
  const tests = new Map(
    readRuleTests(files, pack.rules, errors).map(({ rule, stated }) => [rule?.id, stated]),
  )
  throwIfAny(sortErrors(errors))
  const rules = pack.rules.map(({ detection, indicators: named, ...rule }) => ({
    ...rule,
    detection: detection.kind,
    decides: describeDetection(detection),
    indicators: named.map((id) => ({ id, indicator: indicators.get(id) ?? null })),
    tests: (tests.get(rule.id) ?? []).map(({ name, expected }) => ({ name, fires: expected.length > 0 })),
  }))
  return {
    rules: rules.sort((a, b) => compareText(a.id, b.id)),
    contexts: pack.contexts.map(({ where, ...context }) => ({ ...context, holds: describeParts(where) })),
    notRun: pack.selection.notRun,
    settings: pack.settings?.file ?? null,
  }
}
