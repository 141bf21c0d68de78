// What two names have in common across scripts.
import { expect, test } from "vitest"
import { nameKeys } from "../../src/text/name-keys.ts"

/** The plainest way in which two names agree. */
function agreement(one: string, other: string): string {
  const keys = new Set(nameKeys(other).map(({ how, key }) => `${how} ${key}`))
  return nameKeys(one).find(({ how, key }) => keys.has(`${how} ${key}`))?.how ?? "none"
}

test.each([
  ["Li Wei", "LI  WEI", "equal"],
  ["Ｌｉ Wei", "li wei", "equal"],
  ["Phạm Văn Đồng", "Pham Van Dong", "accents"],
  ["Désiré Fotsing", "Desire Fotsing", "accents"],
  ["陳偉", "陈伟", "script"],
  ["李伟明", "Li Weiming", "pinyin"],
  ["李伟明", "Weiming Li", "pinyin"],
  ["李伟明", "LI Wei-Ming", "pinyin"],
  ["陳偉", "Chen Wei", "pinyin"],
  ["吕娜", "Lv Na", "pinyin"],
  ["吕娜", "Lü Na", "pinyin"],
  ["吕娜", "Lyu Na", "pinyin"],
  ["曾强", "Zeng Qiang", "pinyin"],
  ["单丽", "Shan Li", "pinyin"],
  ["欧阳娜", "Ouyang Na", "pinyin"],
  ["西安", "Xi'an Li", "none"],
  ["李伟明", "Wang Weiming", "none"],
  ["Li Wei", "Wei Na", "none"],
  ["李**", "李**", "none"],
  ["", "", "none"],
  ["李", "李", "none"],
  ["🙂🙂", "Li Wei", "none"],
])("%s and %s agree: %s", (one, other, how) => {
  expect([agreement(one, other), agreement(other, one)]).toEqual([how, how])
})

test("a character that no table has gives no pinyin", () => {
  expect(nameKeys("李𠀀").map(({ how }) => how)).toEqual(["equal", "accents", "script"])
})
