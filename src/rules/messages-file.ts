// The file of messages of a language as a translator fills it in: every key, with the English above it. What is filled
// in stays; where the English has changed since, the old one stands beside it, as fuzzy entries of gettext have it.
import { type InputError, throwIfAny } from "../model/errors.ts"
import {
  ENGLISH_SENTENCES,
  PLURAL_FORMS,
  SENTENCE_KEYS,
  type Sentence,
  type Translation,
} from "../model/messages.ts"
import { compareText } from "../model/vocabulary.ts"
import { readContexts } from "./contexts.ts"
import { joinMessages, readMessages, stepNames, writtenReason } from "./messages.ts"
import { parseContext } from "./parse-context.ts"
import { parseMessages } from "./parse-messages.ts"
import { parseRule } from "./parse-rule.ts"
import { parseLexicon } from "./parse-words.ts"
import { type RuleFile, roleOf, stemOf } from "./rule-file.ts"
import { sortErrors } from "./sort-errors.ts"
import { readWords } from "./word-files.ts"

/** A file of messages, and what of it is still to be done: paths such as `rules.<id>.reason`. */
export interface MessagesFile {
  readonly text: string
  readonly count: number
  /** Not translated yet. */
  readonly missing: readonly string[]
  /** Translated, but the English has changed since. */
  readonly changed: readonly string[]
  /** Translated, but nothing says it any more. */
  readonly unused: readonly string[]
}

/** One text of the file, such as `rules`, `<id>`, `reason`. */
export interface EnglishText {
  readonly path: readonly string[]
  readonly english: Sentence
}

const WAS = "# was: "

/**
 * The file of messages of a language, with what `files` have translated already. `texts`: see `englishTexts`.
 *
 * @throws InputError or InputErrors: what is wrong in the messages of the language.
 */
export function messagesFile(
  texts: readonly EnglishText[],
  files: readonly RuleFile[],
  lang: string,
): MessagesFile {
  const errors: InputError[] = []
  const written = files.filter(({ file }) => roleOf(file) === "messages" && stemOf(file) === lang)
  const translation = joinMessages(readMessages(written, parseMessages, errors), [], errors)
  throwIfAny(sortErrors(errors))
  const before = commentsOf(written.map(({ text }) => text).join("\n"))
  const lines = headOf(lang, translation?.name ?? lang)
  const missing: string[] = []
  const changed: string[] = []
  let open: readonly string[] = []
  for (const { path, english } of texts) {
    const own = translation && translated(translation, path)
    lines.push(...headingsOf(open, path))
    open = path
    const key = path.join(".")
    const old = own === undefined ? undefined : before.get(key)
    const said = JSON.stringify(english)
    const was = old?.was ?? (old?.english === said ? undefined : old?.english)
    if (own === undefined) missing.push(key)
    else if (was !== undefined) changed.push(key)
    const indent = "  ".repeat(path.length - 1)
    lines.push(`${indent}# ${said}`, ...(was === undefined ? [] : [`${indent}${WAS}${was}`]))
    lines.push(`${indent}${keyText(path.at(-1)!)}: ${ownText(english, own, lang)}`)
  }
  const unused = translation === undefined ? [] : unusedOf(translation, texts)
  if (unused.length > 0) lines.push("", "# Nothing says these any more:")
  lines.push(...unused.map(([path, text]) => `# ${path}: ${JSON.stringify(text)}`))
  return {
    text: `${lines.join("\n")}\n`,
    count: texts.length,
    missing,
    changed,
    unused: unused.map(([path]) => path),
  }
}

function headOf(lang: string, name: string): string[] {
  return [
    `# What moneytrail says in ${name}. Write the translation behind each key; the line above it is the English.`,
    '# What stands as "" is said in English until it is filled in. Keep {…} and $… as they are. After the English has',
    `# changed, the old one stands behind "${WAS.trim()}": mend the translation, then take that line away.`,
    `# \`moneytrail rules messages ${lang}\` prints this file anew, with what is new.`,
    `lang: ${lang}`,
    `name: ${JSON.stringify(name)}`,
  ]
}

/**
 * All that a pack says, in the order of the file. `part`: with what the program says, or the texts of the rules alone,
 * which are what a pack of one's own adds.
 *
 * @throws InputError or InputErrors: what is wrong in lexicons and contexts.
 */
export function englishTexts(files: readonly RuleFile[], part: "all" | "rules"): readonly EnglishText[] {
  const inRole = (role: ReturnType<typeof roleOf>) => files.filter(({ file }) => roleOf(file) === role)
  const rules = inRole("rule")
    .toSorted((a, b) => compareText(stemOf(a.file), stemOf(b.file)))
    .flatMap(ruleTexts)
  if (part === "rules") return rules
  const errors: InputError[] = []
  const taxa = new Set(
    readWords(inRole("lexicon"), "lexicon", parseLexicon, errors).found.flatMap(
      ({ words }) => words.taxon || [],
    ),
  )
  const contexts = readContexts(inRole("context"), parseContext, errors).found
  throwIfAny(sortErrors(errors))
  return [
    ...SENTENCE_KEYS.map((key) => ({ path: ["sentences", key], english: ENGLISH_SENTENCES[key] })),
    ...rules,
    ...[...taxa].sort(compareText).map((taxon) => ({ path: ["taxa", taxon], english: taxon })),
    ...contexts.map(({ context: { id, title } }) => ({ path: ["contexts", id], english: title })),
  ]
}

/** A rule that is wrong has nothing to translate yet; `rules check` tells what is wrong. */
function ruleTexts({ file, text }: RuleFile): EnglishText[] {
  const parsed = parseRule(file, text, new Map(), [])
  if (parsed?.rule === undefined) return []
  const { source, rule } = parsed
  const path = ["rules", rule.id]
  return [
    { path: [...path, "title"], english: rule.title },
    { path: [...path, "reason"], english: writtenReason(source, rule) },
    ...stepNames(rule.detection).map((name) => ({ path: [...path, "steps", name], english: name })),
  ]
}

function translated(
  translation: Translation,
  [section = "", key = "", part = "", step = ""]: readonly string[],
): Sentence | undefined {
  if (section === "sentences") return translation.sentences.get(key)
  if (section === "taxa") return translation.taxa.get(key)
  if (section === "contexts") return translation.contexts.get(key)
  const rule = translation.rules.get(key)
  if (part === "steps") return rule?.steps.get(step)
  return part === "title" ? rule?.title : rule?.reason
}

/** Keys of the mappings that begin between one path and the next. */
function headingsOf(before: readonly string[], path: readonly string[]): string[] {
  const same = path.findIndex((key, i) => before[i] !== key)
  return path.slice(same, -1).flatMap((key, i) => {
    const depth = same + i
    const heading = `${"  ".repeat(depth)}${keyText(key)}:`
    return depth === 0 ? ["", heading] : [heading]
  })
}

/** A key that YAML could take for something else stands in quotes. */
function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9.-]*$/.test(key) && !/^(null|true|false|yes|no|on|off)$/i.test(key)
    ? key
    : JSON.stringify(key)
}

/** The translation, or the room for one: a form for each that the language has. */
function ownText(english: Sentence, own: Sentence | undefined, lang: string): string {
  if (own !== undefined) return formsText(own)
  if (typeof english === "string") return '""'
  const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions()
  const forms = PLURAL_FORMS.filter((form) => pluralCategories.includes(form))
  return `{ ${forms.map((form) => `${form}: ""`).join(", ")} }`
}

function formsText(sentence: Sentence): string {
  if (typeof sentence === "string") return JSON.stringify(sentence)
  const forms = PLURAL_FORMS.filter((form) => sentence[form] !== undefined)
  return `{ ${forms.map((form) => `${form}: ${JSON.stringify(sentence[form])}`).join(", ")} }`
}

function unusedOf(translation: Translation, texts: readonly EnglishText[]): [path: string, text: string][] {
  // A pack of one's own is read beside all the messages of the shipped one, which are not its matter.
  if (!texts.some(({ path: [section] }) => section === "sentences")) return []
  const used = new Set(texts.map(({ path }) => path.join(".")))
  const said: [string, string | undefined][] = [
    ...[...translation.rules].flatMap(([id, { title, reason, steps }]): [string, string | undefined][] => [
      [`rules.${id}.title`, title],
      [`rules.${id}.reason`, reason],
      ...[...steps].map(([name, text]): [string, string] => [`rules.${id}.steps.${name}`, text]),
    ]),
    ...[...translation.taxa].map(([taxon, text]): [string, string] => [`taxa.${taxon}`, text]),
    ...[...translation.contexts].map(([id, text]): [string, string] => [`contexts.${id}`, text]),
  ]
  return said.flatMap(([path, text]) => (text === undefined || used.has(path) ? [] : [[path, text]]))
}

interface Comment {
  readonly english: string | undefined
  readonly was: string | undefined
}

/** The comments above the keys of a file, by path. */
function commentsOf(text: string): ReadonlyMap<string, Comment> {
  const comments = new Map<string, Comment>()
  const open: { readonly indent: number; readonly key: string }[] = []
  let above: string[] = []
  for (const line of text.split("\n")) {
    const comment = /^\s*(# .*)$/.exec(line)?.[1]
    if (comment !== undefined) {
      above.push(comment)
      continue
    }
    const [, spaces = "", quoted, plain] =
      /^(\s*)(?:("(?:[^"\\]|\\.)*")|([^\s:#][^:]*)):(?:\s|$)/.exec(line) ?? []
    const key = quoted === undefined ? plain : String(JSON.parse(quoted))
    if (key !== undefined) {
      while (open.length > 0 && open.at(-1)!.indent >= spaces.length) open.pop()
      open.push({ indent: spaces.length, key })
      const was = above.find((one) => one.startsWith(WAS))?.slice(WAS.length)
      const english = above.findLast((one) => /^# ["{]/.test(one))?.slice(2)
      comments.set(open.map((one) => one.key).join("."), { english, was })
    }
    above = []
  }
  return comments
}
