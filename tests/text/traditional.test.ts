// One character of the traditional script for one of the simplified, held against OpenCC's own conversion.
import { Converter } from "opencc-js/t2cn"
import { expect, test } from "vitest"
import { toSimplified } from "../../src/text/traditional.ts"

const convert = Converter({ from: "t", to: "cn" })
const simplified = (text: string) =>
  Array.from(text, (character) => String.fromCharCode(toSimplified(character.charCodeAt(0)))).join("")

/** Two steps in OpenCC: 薴 to 苧, and 苧 to 苎. */
const CHAIN = "薴"

test("characters are what OpenCC makes of them, one for one", () => {
  let changed = 0
  for (let unit = 0; unit <= 0xffff; unit++) {
    const character = String.fromCharCode(unit)
    const isSurrogate = unit >= 0xd800 && unit <= 0xdfff
    if (isSurrogate || character.normalize("NFKC") !== character || character === CHAIN) continue
    const expected = convert(character)
    const one = expected.length === 1 ? expected : character
    if (one !== character) changed++
    if (simplified(character) !== one)
      expect(`${character} is ${simplified(character)}`).toBe(`${character} is ${one}`)
  }
  expect(changed).toBeGreaterThan(2900)
})

test("twice is once, for every unit", () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const once = toSimplified(unit)
    if (toSimplified(once) !== once) expect(String.fromCharCode(unit)).toBe("settled")
  }
  expect(simplified(CHAIN)).toBe(simplified(simplified(CHAIN)))
})

test.each([
  ["玳瑁手鐲", "玳瑁手镯"],
  ["穿山甲鱗片", "穿山甲鳞片"],
  ["盔犀鳥頭骨", "盔犀鸟头骨"],
  ["藏羚羊絨", "藏羚羊绒"],
  ["瑇瑁", "瑇瑁"],
  ["象牙 ivory 12g", "象牙 ivory 12g"],
])("%s is %s", (traditional, expected) => {
  expect(simplified(traditional)).toBe(expected)
})
