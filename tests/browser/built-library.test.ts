// The entry that runs anywhere, as a service bundles it for its pages from what the package holds.
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { build } from "tsup"
import { beforeAll, expect, test } from "vitest"
import { createPaymentTable, parseRules, screen } from "../../src/index.ts"
import { BUILT } from "../helpers/built.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { ruleWith } from "../rules/rule-texts.ts"
import { inBrowser, startBrowser } from "./browser.ts"

declare global {
  /** The library in a page. */
  var moneytrail: typeof import("../../src/index.ts")
}

const LEXICONS = ["elephant", "craft-words", "subject-words", "trade-words"].map(
  (name) => `rules/lexicons/${name}.yaml`,
)
const ROOT = resolve(import.meta.dirname, "../..")
const RULES = [
  ...LEXICONS.map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") })),
  ruleWith(`match:
  subject: payee
  where: { text: { lexicon: [elephant], ambiguity: [low, mid] } }
  gather: 30d
  reason: "{subject} was paid {count} times, {total} in all: {terms}"`),
]

const PAYMENTS = Array.from({ length: 12 }, (_, i) => ({
  time: `2026-03-0${1 + Math.floor(i / 4)}T0${i % 8}:00:00+08:00`,
  amount: "1800.00",
  currency: "CNY",
  payer: `buyer${i % 5}`,
  payee: "chen",
  memo: i % 3 === 0 ? "象牙手串" : "货款",
}))

let bundle: string

// Fails on a built-in of Node's.
beforeAll(async () => {
  const outDir = join(temporaryDir(), "bundled")
  await build({
    config: false,
    silent: true,
    entry: { index: join(BUILT, "index.js") },
    outDir,
    format: ["iife"],
    platform: "browser",
    globalName: "moneytrail",
    noExternal: [/./],
  })
  bundle = readFileSync(join(outDir, "index.global.js"), "utf8")
})

test("is bundled without built-ins of Node's", () => {
  expect(bundle).toContain("createPaymentTable")
})

inBrowser("in a page", () => {
  test("screens as it does in Node, and makes the workbook", async () => {
    const { alerts, networks } = await screen(createPaymentTable(PAYMENTS), parseRules(RULES))
    expect(alerts.length).toBeGreaterThan(0)
    const browser = await startBrowser()
    try {
      const page = await browser.newPage()
      await page.addScriptTag({ content: bundle })
      const found = await page.evaluate(
        async ([rules, payments]) => {
          const { alertWorkbook, createPaymentTable, parseRules, screen } = moneytrail
          const screening = await screen(createPaymentTable(payments), parseRules(rules))
          const { alerts, networks } = screening
          return JSON.stringify({ alerts, networks, workbook: (await alertWorkbook(screening)).length > 0 })
        },
        [RULES, PAYMENTS] as const,
      )
      expect(JSON.parse(found)).toEqual(JSON.parse(JSON.stringify({ alerts, networks, workbook: true })))
    } finally {
      await browser.close()
    }
  })
})
