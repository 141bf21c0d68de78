// One file of messages: YAML text → checked translation.
import { InputError } from "../model/errors.ts"
import {
  ENGLISH_SENTENCES,
  isSentenceKey,
  placeholdersOf,
  SENTENCE_KEYS,
  type Sentence,
} from "../model/messages.ts"
import { nearest } from "../model/nearest.ts"
import { issuesToErrors } from "./issues.ts"
import { comparePlaceholders, type WrittenMessages } from "./messages.ts"
import { parseYaml } from "./parse-yaml.ts"
import { type RuleFile, splitPath } from "./rule-file.ts"
import { messagesSchema } from "./schema-messages.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** Reads a file of messages; what is wrong goes to `errors` (MESSAGES_INVALID). */
export function parseMessages({ file, text }: RuleFile, errors: InputError[]): WrittenMessages | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = messagesSchema.safeParse(source.value)
  if (!checked.success) {
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "MESSAGES_INVALID" }))
    return undefined
  }
  const translation = checked.data
  checkName(source, translation.lang, errors)
  checkSentences(source, translation.sentences, errors)
  return { source, translation }
}

function checkName(source: YamlSource, lang: string, errors: InputError[]): void {
  if (splitPath(source.file).name === `${lang}.yaml`) return
  const detail = `lang is "${lang}" in a file named ${splitPath(source.file).name}; name the file ${lang}.yaml`
  errors.push(new InputError("MESSAGES_INVALID", source.placeOfValue(["lang"]), detail))
}

function checkSentences(
  source: YamlSource,
  sentences: ReadonlyMap<string, Sentence>,
  errors: InputError[],
): void {
  for (const key of Object.keys(valueAt(source.value, ["sentences"]) ?? {})) {
    if (isSentenceKey(key)) continue
    const near = nearest(key, SENTENCE_KEYS)
    const mend = near === undefined ? "take it away" : `write ${near}, or take it away`
    const place = source.placeOfKey(["sentences", key])
    errors.push(new InputError("MESSAGES_INVALID", place, `there is no sentence ${key}; ${mend}`))
  }
  for (const [key, sentence] of sentences) {
    if (!isSentenceKey(key)) continue
    const english = ENGLISH_SENTENCES[key]
    const wanted = placeholdersOf(english).map((name) => `{${name}}`)
    // Where the words say the number (once, a payment), it need not stand there.
    const mayLack = typeof english === "string" ? [] : ["{count}"]
    const found = placeholdersOf(sentence).map((name) => `{${name}}`)
    comparePlaceholders(found, wanted, source.placeOfValue(["sentences", key]), errors, mayLack)
  }
}
