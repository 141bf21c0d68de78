// Which rules of a pack run: by id, tag, typology and status, as settings and the call say.
import { InputError, unreachable } from "../model/errors.ts"
import { adviseName } from "../model/nearest.ts"
import type { RuleCriteria, RuleSelection } from "../model/screening.ts"
import { compareText, RULE_STATUSES, TYPOLOGIES } from "../model/vocabulary.ts"
import { filtersOf, means } from "./rule-references.ts"
import type { Settings } from "./settings.ts"
import type { Rule } from "./tree.ts"

/** The rules that a call asks for, in place of all that settings leave. */
export interface SelectionOptions {
  /**
   * Run no rules but those that meet one of these: `rule:<id>`, `tag:<tag>`, `typology:<typology>`,
   * `status:<status>`; a bare word is an id, else a typology, else a tag.
   */
  readonly only?: readonly string[] | undefined
  /** Do not run rules that meet one of these; written as `only`. */
  readonly without?: readonly string[] | undefined
}

/** The names that criteria may use; those of rules that are wrong count too. */
export interface KnownNames {
  readonly ids: ReadonlySet<string>
  readonly tags: ReadonlySet<string>
}

export interface SelectedRules {
  readonly rules: readonly Rule[]
  readonly selection: RuleSelection
}

const CRITERIA = ["rule", "tag", "typology", "status"] as const
type Criterion = (typeof CRITERIA)[number]

interface Term {
  readonly criterion: Criterion
  readonly value: string
}

/**
 * The rules that run. Settings first: a rule runs when it meets `select` (any of its criteria; all rules without one)
 * and not `disable`, and is not switched off by its id; `enabled: true` wins over both. Of these the call takes those
 * of `only` that are not of `without`. Unknown names go to `errors`: SETTINGS_INVALID, OPTION_INVALID; so does a
 * choice that leaves none of the rules.
 */
export function selectRules(
  rules: readonly Rule[],
  settings: Settings | undefined,
  options: SelectionOptions,
  known: KnownNames,
  errors: InputError[],
): SelectedRules {
  const before = errors.length
  if (settings !== undefined) checkSettings(settings, known, errors)
  const only = readTerms("only", options.only ?? [], known, errors)
  const without = readTerms("without", options.without ?? [], known, errors)
  const causes = rules.map((rule) => whySetOff(rule, settings) ?? whyLeftOut(rule, only, without))
  const notRun = rules.flatMap((rule, i) => {
    const why = causes[i]
    return why === undefined ? [] : [{ rule: rule.id, why }]
  })
  if (rules.length > 0 && notRun.length === rules.length && errors.length === before) {
    errors.push(nothingLeft(notRun, settings, only.length + without.length > 0))
  }
  const running = rules.filter((_, i) => causes[i] === undefined)
  const enabled = [...(settings?.rules ?? [])].filter(([, rule]) => rule.enabled === true).map(([id]) => id)
  return {
    rules: running,
    selection: {
      only: options.only ?? [],
      without: options.without ?? [],
      select: settings?.select ?? null,
      disable: settings?.disable ?? null,
      enabled: enabled.sort(compareText),
      notRun,
      incomplete: notRun.length === 0 ? [] : incompleteRules(running, rules),
    },
  }
}

/** Rules on findings of others, of which a part speaks of rules that are all switched off. */
function incompleteRules(running: readonly Rule[], all: readonly Rule[]): string[] {
  const isRunning = new Set(running)
  return running
    .filter((rule) =>
      filtersOf(rule).some((filter) => {
        const meant = all.filter(({ id, typology, evidence }) =>
          means(filter, rule.id, { rule: id, typology, evidence }),
        )
        return meant.length > 0 && !meant.some((other) => isRunning.has(other))
      }),
    )
    .map(({ id }) => id)
}

function whySetOff(rule: Rule, settings: Settings | undefined): string | undefined {
  if (settings === undefined) return undefined
  const enabled = settings.rules.get(rule.id)?.enabled ?? null
  if (enabled === true) return undefined
  if (enabled === false) return "settings: enabled is false"
  const disabledBy = settings.disable === null ? undefined : firstMet(rule, termsOf(settings.disable))
  if (disabledBy !== undefined) return `settings: disable ${disabledBy.criterion}:${disabledBy.value}`
  if (settings.select === null || firstMet(rule, termsOf(settings.select)) !== undefined) return undefined
  return "settings: not among select"
}

function whyLeftOut(rule: Rule, only: readonly Term[], without: readonly Term[]): string | undefined {
  const excludedBy = firstMet(rule, without)
  if (excludedBy !== undefined) return `without ${excludedBy.criterion}:${excludedBy.value}`
  return only.length === 0 || firstMet(rule, only) !== undefined ? undefined : "not among only"
}

function firstMet(rule: Rule, terms: readonly Term[]): Term | undefined {
  return terms.find((term) => meets(rule, term))
}

function meets(rule: Rule, { criterion, value }: Term): boolean {
  switch (criterion) {
    case "rule":
      return rule.id === value
    case "tag":
      return rule.tags.includes(value)
    case "typology":
      return rule.typology === value
    case "status":
      return rule.status === value
    default:
      return unreachable(criterion)
  }
}

function termsOf({ rules, tags, typologies, status }: RuleCriteria): Term[] {
  const terms = (criterion: Criterion, values: readonly string[]) =>
    values.map((value): Term => ({ criterion, value }))
  return [
    ...terms("rule", rules),
    ...terms("tag", tags),
    ...terms("typology", typologies),
    ...terms("status", status),
  ]
}

function checkSettings(settings: Settings, known: KnownNames, errors: InputError[]): void {
  const { source } = settings
  for (const id of settings.rules.keys()) {
    if (known.ids.has(id)) continue
    const detail = `there is no rule "${id}"; ${adviseName(id, known.ids, "rules")}`
    errors.push(new InputError("SETTINGS_INVALID", source.placeOfKey(["rules", id]), detail))
  }
  for (const key of ["select", "disable"] as const) {
    for (const [i, id] of (settings[key]?.rules ?? []).entries()) {
      if (known.ids.has(id)) continue
      const detail = `there is no rule "${id}"; ${adviseName(id, known.ids, "rules")}`
      errors.push(new InputError("SETTINGS_INVALID", source.placeOfValue([key, "rules", i]), detail))
    }
    for (const [i, tag] of (settings[key]?.tags ?? []).entries()) {
      if (known.tags.has(tag)) continue
      const detail = `no rule has the tag "${tag}"; ${adviseName(tag, known.tags, "tags")}`
      errors.push(new InputError("SETTINGS_INVALID", source.placeOfValue([key, "tags", i]), detail))
    }
  }
}

function readTerms(
  option: keyof SelectionOptions,
  texts: readonly string[],
  known: KnownNames,
  errors: InputError[],
): Term[] {
  return texts.flatMap((text) => {
    const term = readTerm(text.trim(), known)
    if (typeof term !== "string") return [term]
    errors.push(new InputError("OPTION_INVALID", {}, `${option} is "${text}": ${term}`))
    return []
  })
}

/** A term, or what is wrong with it. */
function readTerm(text: string, known: KnownNames): Term | string {
  const names: Readonly<Record<Criterion, ReadonlySet<string>>> = {
    rule: known.ids,
    tag: known.tags,
    typology: new Set(TYPOLOGIES),
    status: new Set(RULE_STATUSES),
  }
  const colon = text.indexOf(":")
  if (colon < 0) {
    const criterion = (["rule", "typology", "tag"] as const).find((one) => names[one].has(text))
    if (criterion !== undefined) return { criterion, value: text }
    const all = new Set([...names.rule, ...names.typology, ...names.tag])
    return `no rule, typology or tag is called so; ${adviseName(text, all, "rules, typologies and tags")}`
  }
  const criterion = CRITERIA.find((one) => one === text.slice(0, colon))
  const value = text.slice(colon + 1)
  if (criterion === undefined) return `write ${CRITERIA.map((one) => `${one}:…`).join(", ")} or a bare word`
  if (names[criterion].has(value)) return { criterion, value }
  const kinds = { rule: "rules", tag: "tags", typology: "typologies", status: "statuses" }[criterion]
  return `there is no ${criterion} "${value}"; ${adviseName(value, names[criterion], kinds)}`
}

function nothingLeft(
  notRun: RuleSelection["notRun"],
  settings: Settings | undefined,
  isChosen: boolean,
): InputError {
  const [first] = notRun
  const why = first === undefined ? "" : ` (${first.rule}: ${first.why})`
  const detail = `no rule is left to run${why}`
  if (isChosen || settings === undefined) {
    return new InputError("OPTION_INVALID", {}, `${detail}; choose with only and without so that one is`)
  }
  const place = settings.source.placeOfKey([])
  return new InputError("SETTINGS_INVALID", place, `${detail}; change select, disable or enabled`)
}
