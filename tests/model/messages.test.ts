import { describe, expect, test } from "vitest"
import {
  createMessages,
  ENGLISH,
  ENGLISH_SENTENCES,
  isSentenceKey,
  placeholdersOf,
  SENTENCE_KEYS,
  type Sentence,
  wordDurations,
} from "../../src/model/messages.ts"

const inLanguage = (lang: string, sentences: Readonly<Record<string, Sentence>>) =>
  createMessages({
    lang,
    name: lang,
    sentences: new Map(Object.entries(sentences)),
    rules: new Map(),
    taxa: new Map([["tiger", "虎"]]),
    contexts: new Map(),
  })

describe("sentences", () => {
  test("values stand in place of their names, and are not read again", () => {
    expect(ENGLISH.say("why.mule", { in: "{out}", out: "$&", share: "1 %", notes: "" })).toBe(
      "was paid {out} and paid out $&, 1 % of it",
    )
  })

  test("the form goes by the number", () => {
    expect(ENGLISH.say("counted.payments", { count: 1 })).toBe("1 payment")
    expect(ENGLISH.say("counted.payments", { count: 0 })).toBe("0 payments")
    const french = inLanguage("fr", {
      "counted.payments": { one: "{count} paiement", other: "{count} paiements" },
    })
    expect([0, 1, 2].map((count) => french.say("counted.payments", { count }))).toEqual([
      "0 paiement",
      "1 paiement",
      "2 paiements",
    ])
    // A form that a language has and its file has not.
    const few = inLanguage("fr", { "counted.payments": { other: "{count} paiements" } })
    expect(few.say("counted.payments", { count: 1 })).toBe("1 paiements")
  })

  test("what a language lacks is said in English, in the forms of English", () => {
    const chinese = inLanguage("zh-Hans", { "test.present": "存在" })
    expect(chinese.say("test.present")).toBe("存在")
    expect(chinese.say("counted.payments", { count: 1 })).toBe("1 payment")
  })

  test("a code without a name is its own", () => {
    expect(ENGLISH.nameOf("field", "attributes.shop")).toBe("attributes.shop")
    expect(ENGLISH.nameOf("severity", "high")).toBe("high")
    expect(inLanguage("zh-Hans", {}).taxon("tiger")).toBe("虎")
    expect(ENGLISH.taxon("tiger")).toBe("tiger")
  })

  test("durations are worded wherever they stand", () => {
    const chinese = inLanguage("zh-Hans", { "duration.d": "{count} 天", "duration.ms": "{count} 毫秒" })
    expect(wordDurations(chinese, "7d, 5ms; word7d 3h")).toBe("7 天, 5 毫秒; word7d 3h")
    expect(wordDurations(ENGLISH, "2w 36h")).toBe("2w 36h")
  })
})

test("the English sentences have text, and a form `other` where there are forms", () => {
  expect(SENTENCE_KEYS.length).toBeGreaterThan(400)
  for (const key of SENTENCE_KEYS) {
    const sentence: Sentence = ENGLISH_SENTENCES[key]
    const texts = typeof sentence === "string" ? [sentence] : [sentence.other]
    for (const text of texts) expect(text, key).not.toBe("")
  }
  expect(isSentenceKey("toString")).toBe(false)
  expect(placeholdersOf({ one: "{b} {a}", other: "{a}" })).toEqual(["a", "b"])
})
