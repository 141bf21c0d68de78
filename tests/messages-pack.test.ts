// The languages of the shipped pack: Chinese is whole, the others are ready to be filled in.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { PLURAL_FORMS, type Sentence } from "../src/model/messages.ts"
import { loadMessages, loadRuleFiles, loadRules, shippedRulesDir } from "../src/rules/load-rules.ts"
import { filesOfLanguage, readMessages } from "../src/rules/messages.ts"
import { englishTexts, messagesFile } from "../src/rules/messages-file.ts"
import { parseMessages } from "../src/rules/parse-messages.ts"
import { roleOf } from "../src/rules/rule-file.ts"

const files = await loadRuleFiles()
const texts = englishTexts(files, "all")

test("Simplified Chinese lacks nothing, and nothing in it is out of date", () => {
  const { missing, changed, unused } = messagesFile(texts, files, "zh-Hans")
  expect({ missing, changed, unused }).toEqual({ missing: [], changed: [], unused: [] })
})

test.each(["zh-Hans", "vi", "fr", "sw"])(
  "the file of %s has every key, with the English of today",
  async (lang) => {
    const { text } = messagesFile(texts, files, lang)
    const shipped = await readFile(join(shippedRulesDir(), "messages", `${lang}.yaml`), "utf8")
    // `moneytrail rules messages <lang> --out rules/messages/<lang>.yaml` writes it anew.
    expect(shipped).toBe(text)
  },
)

test("a language that is not filled in is said in English, and the run can tell how much", async () => {
  const pack = await loadRules({ lang: "vi" })
  expect(pack.messages.say("test.present")).toBe("present")
  expect(pack.untranslated.length).toBe(messagesFile(texts, files, "vi").missing.length)
  expect((await loadMessages("vi")).name).toBe("Tiếng Việt")
  await expect(loadMessages("tlh")).rejects.toThrow("the languages are en, fr, sw, vi, zh-Hans")
})

/** Names and codes that Chinese texts write in Latin letters. */
const LATIN = [
  ..."FATF Gephi Excel LibreOffice MB memo goods csv json rejects networks".split(" "),
  ..."alerts manifest verify rules indicators yaml SHA- JavaScript WebGL Enter Ctrl Louvain a b".split(" "),
  ..."rates map apart strict-decimals inputs CNY USD EUR HKD KES XAF VND".split(" "),
  // The program, programs that read its files, and names of these files.
  ..."moneytrail Aleph FollowTheMoney Neo j i yEd Cytoscape findings jsonl UTC".split(" "),
]

test("no English is left over in the Chinese", () => {
  const [written] = readMessages(
    filesOfLanguage(
      files.filter(({ file }) => roleOf(file) === "messages"),
      "zh-Hans",
      [],
    ),
    parseMessages,
    [],
  )
  const { sentences, rules, taxa, contexts } = written!.translation
  const textsOf = (sentence: Sentence) =>
    typeof sentence === "string" ? [sentence] : PLURAL_FORMS.flatMap((form) => sentence[form] ?? [])
  const said = [
    ...[...sentences.values()].flatMap(textsOf),
    ...[...rules.values()].flatMap(({ title, reason, steps }) => [
      title ?? "",
      reason ?? "",
      ...steps.values(),
    ]),
    ...taxa.values(),
    ...contexts.values(),
  ]
  expect(said.length).toBeGreaterThan(900)
  const leftOver = said.flatMap((text) => {
    const plain = text.replace(/\{\w+\}|\$\w+/g, "")
    const words = plain.match(/[A-Za-z][A-Za-z-]*/g) ?? []
    return words.filter((word) => !LATIN.includes(word)).map((word) => `${word}: ${text}`)
  })
  expect(leftOver).toEqual([])
})

test("titles in Chinese count no kinds of animals that the English does not count", async () => {
  const { rules: english } = await loadRules()
  const { rules: chinese } = await loadRules({ lang: "zh-Hans" })
  const titles = new Map(chinese.map(({ id, title }) => [id, title]))
  const counted = english
    .filter(({ title }) => !/\b(?:two|three|four|five|six|seven|eight|nine|ten|several)\b/i.test(title))
    .filter(({ id }) => /[二三四五六七八九十]类/.test(titles.get(id) ?? ""))
  expect(counted.map(({ id }) => [id, titles.get(id)])).toEqual([])
  expect(titles.get("wildlife-product-words")).toMatch(/\p{Script=Han}/u)
})
