// Files of messages: what is said to people, in other languages than the English of rules and program. YAML text →
// checked translations, and rules in a language.
import { InputError, type SourcePlace } from "../model/errors.ts"
import {
  createMessages,
  ENGLISH,
  type Messages,
  SENTENCE_KEYS,
  type Translation,
  wordDurations,
} from "../model/messages.ts"
import { compareText } from "../model/vocabulary.ts"
import type { ParsedRule, Read } from "./readings.ts"
import { filledIn, fillReason } from "./reason.ts"
import { isShippedFile, type RuleFile, stemOf } from "./rule-file.ts"
import type { Detection, PaymentContext, Rule } from "./tree.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** One file of messages. */
export interface WrittenMessages {
  readonly source: YamlSource
  readonly translation: Translation
}

/** The languages that there are messages in: English, and the tags of the files, sorted. */
export function languagesOf(files: readonly RuleFile[]): readonly string[] {
  return [...new Set([ENGLISH.lang, ...files.map(({ file }) => stemOf(file))])].sort(compareText)
}

/**
 * The files of a language, the tag in any case. A tag that no file has goes to `errors` as OPTION_INVALID; for English
 * there need be none.
 */
export function filesOfLanguage(
  files: readonly RuleFile[],
  lang: string,
  errors: InputError[],
): readonly RuleFile[] {
  const wanted = lang.toLowerCase()
  const own = files.filter(({ file }) => stemOf(file).toLowerCase() === wanted)
  if (own.length === 0 && wanted !== ENGLISH.lang) {
    const known = languagesOf(files).join(", ")
    const detail = `there are no messages in the language "${lang}"; the languages are ${known}`
    errors.push(new InputError("OPTION_INVALID", { file: "lang" }, detail))
  }
  return own
}

/** Reads `messages/<lang>.yaml`; what is wrong goes to `errors` (MESSAGES_INVALID). */
export function readMessages(
  files: readonly RuleFile[],
  read: Read<WrittenMessages>,
  errors: InputError[],
): readonly WrittenMessages[] {
  return files.flatMap((file) => read(file, errors) ?? [])
}

/** Reports what a translation fills in unlike the English. */
export function comparePlaceholders(
  found: Iterable<string>,
  wanted: Iterable<string>,
  place: SourcePlace,
  errors: InputError[],
  mayLack: readonly string[] = [],
): void {
  const [has, needs] = [new Set(found), new Set(wanted)]
  const lacks = [...needs].filter((name) => !has.has(name) && !mayLack.includes(name))
  const added = [...has].filter((name) => !needs.has(name))
  if (lacks.length === 0 && added.length === 0) return
  const parts = [
    ...(lacks.length > 0 ? [`lacks ${lacks.join(" ")}`] : []),
    ...(added.length > 0 ? [`holds ${added.join(" ")}`] : []),
  ]
  const detail = `the translation ${parts.join(" and ")}, unlike the English; fill in the same in both`
  errors.push(new InputError("MESSAGES_INVALID", place, detail))
}

/**
 * The messages of one language from its files; those of a rule stand in one file only. Texts of rules are checked
 * against the rules that there are; texts of other rules are left aside.
 */
export function joinMessages(
  read: readonly WrittenMessages[],
  rules: readonly ParsedRule[],
  errors: InputError[],
): Translation | undefined {
  const [first] = read
  if (first === undefined) return undefined
  const byId = new Map(rules.flatMap((parsed) => (parsed.rule ? [[parsed.rule.id, parsed] as const] : [])))
  const ownTexts = read.map((one) => withoutOthers(one, byId))
  const taken = new Map<string, string>()
  for (const { source, translation } of ownTexts) {
    for (const part of ["sentences", "rules", "taxa", "contexts"] as const) {
      for (const key of translation[part].keys()) {
        const other = taken.get(`${part} ${key}`)
        taken.set(`${part} ${key}`, other ?? source.file)
        if (other === undefined) continue
        const detail = `${key} is translated in ${other} too; keep one of them`
        errors.push(new InputError("MESSAGES_INVALID", source.placeOfKey([part, key]), detail))
      }
    }
    for (const id of translation.rules.keys()) {
      const parsed = byId.get(id)
      if (parsed !== undefined) checkRuleTexts(source, translation, parsed, errors)
    }
  }
  const all = <T>(of: (translation: Translation) => ReadonlyMap<string, T>) =>
    new Map(ownTexts.flatMap(({ translation }) => [...of(translation)]))
  return {
    lang: first.translation.lang,
    name: first.translation.name,
    sentences: all(({ sentences }) => sentences),
    rules: all((translation) => translation.rules),
    taxa: all(({ taxa }) => taxa),
    contexts: all(({ contexts }) => contexts),
  }
}

/** Where shipped rules are not read, one of another pack may have the id of one: shipped texts tell something else. */
function withoutOthers(one: WrittenMessages, byId: ReadonlyMap<string, ParsedRule>): WrittenMessages {
  if (!isShippedFile(one.source.file)) return one
  const isOfOther = (id: string) => {
    const file = byId.get(id)?.source.file
    return file !== undefined && !isShippedFile(file)
  }
  const rules = new Map([...one.translation.rules].filter(([id]) => !isOfOther(id)))
  return { ...one, translation: { ...one.translation, rules } }
}

function checkRuleTexts(
  source: YamlSource,
  { rules }: Translation,
  { source: ruleSource, rule }: ParsedRule,
  errors: InputError[],
): void {
  if (rule === undefined) return
  const texts = rules.get(rule.id)
  const path = ["rules", rule.id]
  const english = writtenReason(ruleSource, rule)
  if (texts?.reason !== undefined) {
    const place = source.placeOfValue([...path, "reason"])
    comparePlaceholders(filledIn(texts.reason), filledIn(english), place, errors)
  }
  const steps = stepNames(rule.detection)
  for (const name of texts?.steps.keys() ?? []) {
    if (steps.includes(name)) continue
    const detail = `the rule ${rule.id} has no step or item "${name}"; ${steps.length === 0 ? "take it away" : `they are ${steps.join(", ")}`}`
    errors.push(new InputError("MESSAGES_INVALID", source.placeOfKey([...path, "steps", name]), detail))
  }
}

/** The reason as its file has it, params not filled in. */
export function writtenReason(source: YamlSource, { detection }: Rule): string {
  const written = valueAt(source.value, [detection.kind, "reason"])
  return typeof written === "string" ? written : detection.reason
}

/** Names of the steps of a sequence, of the items of a combination. */
export function stepNames(detection: Detection): readonly string[] {
  if (detection.kind === "sequence") return detection.steps.map(({ name }) => name)
  return detection.kind === "combine" ? detection.of.map(({ name }) => name) : []
}

/** The messages of a run, and what of its rules and contexts they say: without a translation, English. */
export function translatePack(
  pack: { readonly rules: readonly Rule[]; readonly contexts: readonly PaymentContext[] },
  translation: Translation | undefined,
): {
  readonly messages: Messages
  readonly rules: readonly Rule[]
  readonly contexts: readonly PaymentContext[]
} {
  if (translation === undefined) return { ...pack, messages: ENGLISH }
  const messages = createMessages(translation)
  return {
    messages,
    rules: pack.rules.map((rule) => translateRule(rule, translation, messages)),
    contexts: pack.contexts.map((context) => ({
      ...context,
      title: translation.contexts.get(context.id) ?? context.title,
    })),
  }
}

function translateRule(rule: Rule, { rules }: Translation, messages: Messages): Rule {
  const texts = rules.get(rule.id)
  if (texts === undefined) return rule
  const { title = rule.title, reason, steps } = texts
  const detection = nameSteps(rule.detection, steps)
  if (reason === undefined) return { ...rule, title, detection }
  const values = rule.params.map(({ name, type, value }) => {
    return [name, type === "duration" ? wordDurations(messages, value) : value] as const
  })
  return { ...rule, title, detection: { ...detection, reason: fillReason(reason, new Map(values)) } }
}

function nameSteps(detection: Detection, names: ReadonlyMap<string, string>): Detection {
  const named = <T extends { readonly name: string }>(steps: readonly T[]): T[] =>
    steps.map((step) => ({ ...step, name: names.get(step.name) ?? step.name }))
  if (detection.kind === "sequence") return { ...detection, steps: named(detection.steps) }
  return detection.kind === "combine" ? { ...detection, of: named(detection.of) } : detection
}

/** Texts of the rules, contexts and program that a translation lacks: `rules.<id>.reason`, `sentences.<key>`; sorted. */
export function untranslated(
  translation: Translation,
  pack: {
    readonly rules: readonly Rule[]
    readonly contexts: readonly PaymentContext[]
    readonly taxa: Iterable<string>
  },
): readonly string[] {
  const missing = SENTENCE_KEYS.filter((key) => !translation.sentences.has(key)).map(
    (key) => `sentences.${key}`,
  )
  for (const { id, detection } of pack.rules) {
    const texts = translation.rules.get(id)
    if (texts?.title === undefined) missing.push(`rules.${id}.title`)
    if (texts?.reason === undefined) missing.push(`rules.${id}.reason`)
    for (const name of stepNames(detection))
      if (!texts?.steps.has(name)) missing.push(`rules.${id}.steps.${name}`)
  }
  for (const { id } of pack.contexts) if (!translation.contexts.has(id)) missing.push(`contexts.${id}`)
  for (const taxon of pack.taxa) if (!translation.taxa.has(taxon)) missing.push(`taxa.${taxon}`)
  return missing.sort(compareText)
}
