// Texts over a small alphabet in which everything that folding does can happen, and happens often.
import fc from "fast-check"

const PIECES = [
  ..."aAbZ1 老虎牙ấĐßİςſ-’",
  "e",
  "\u0301",
  "\u0323",
  "\u0307",
  "\u200b",
  "\u00ad",
  "\ufe0f",
  "\u202e",
  "\u3000",
  "\t",
  "Ｔ",
  "ﬁ",
  "½",
  "ｶ",
  "ﾞ",
  "\u1100",
  "\u1161",
  "🐅",
  "🦴",
  "\ud83d",
]

export const texts = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...PIECES), { maxLength }).map((pieces) => pieces.join(""))
