// How well the pack hears the words of its lexicon, and how well it keeps silent: `npm run build && npx tsx
// benchmarks/hearing.ts` prints tables; `--write` keeps them in results, `--misses N` lists what was not heard, `--rows N`
// sets the size of the ordinary ledger (0: none).
//
// Recall: every term that is not marked as unverified, in realistic memos, in each form of evasion; those of high ambiguity
// with a companion. A term is heard when the payee has a finding of which a match overlaps the word. Silence: look-alikes
// held apart from those the lists were made with, each paid alone; and the memos of a ledger in which nothing is planted.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { writeBulkLedger } from "../fixtures/generator/bulk.ts"
import { createRandom } from "../fixtures/generator/rng.ts"
import type { RulePack } from "../src/rules/tree.ts"
import { loadDist, loadDistLibrary } from "./contestants/load-dist.ts"
import { EVASIONS } from "./hearing/evasions.ts"
import { memoWith } from "./hearing/memos.ts"

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    misses: { type: "string", default: "0" },
    write: { type: "boolean", default: false },
  },
})

const { loadRules, screenFiles } = await loadDist()
const { screen, createPaymentTable } = await loadDistLibrary()
const pack = await loadRules()
/** The rules about words; without the others a memo must be heard by itself. */
const wordRules: RulePack = {
  ...pack,
  rules: pack.rules.filter(({ typology }) => typology === "wildlife-keyword"),
}

interface Case {
  readonly lang: string
  readonly kind: string
  readonly ambiguity: string
  readonly form: string
  readonly term: string
  readonly word: string
  readonly memo: string
}

const cases = disguise()
const heard = await hear(cases)
const recall = {
  byLanguage: tabulate(({ lang }) => lang),
  byKind: tabulate(({ kind }) => kind),
  byAmbiguity: tabulate(({ ambiguity }) => ambiguity),
}
for (const [name, table] of Object.entries(recall)) console.log(`${markdown(name, table)}\n`)
listMisses(Number(values.misses))

const silence = [await keepSilent("held-apart"), await keepSilent("fresh")]
console.table(silence.map(({ worst: _, ...counts }) => counts))
for (const { name, worst } of silence) for (const line of worst) console.log(`${name}: ${line}`)
const ordinary = Number(values.rows) > 0 ? await screenOrdinary(Number(values.rows)) : null
if (ordinary !== null) console.log(ordinary)
if (values.write) {
  const result = { recall, silence: silence.map(({ worst: _, ...counts }) => counts), ordinary }
  writeFileSync(join("benchmarks", "results", "hearing.json"), `${JSON.stringify(result, null, 2)}\n`)
}

function disguise(): Case[] {
  return [...pack.lexicons.values()]
    .filter(({ taxon }) => taxon !== "")
    .flatMap((lexicon) =>
      lexicon.terms
        .filter(({ source }) => !source.startsWith("memory-UNVERIFIED"))
        .flatMap((term) =>
          Object.entries(EVASIONS).flatMap(([form, disguised]): Case[] => {
            const random = createRandom(`${lexicon.id}/${term.lang}/${term.text}/${form}`)
            const word = disguised(term.text, random)
            if (word === null) return []
            const { text, lang, kind, ambiguity } = term
            return [
              {
                lang,
                kind,
                ambiguity,
                form,
                term: text,
                word,
                memo: memoWith(word, form, term, lexicon, random),
              },
            ]
          }),
        ),
    )
}

/** Whether each word was heard. */
async function hear(all: readonly Case[]): Promise<readonly boolean[]> {
  const { findings } = await screen(payOnce(all.map(({ memo }) => memo)), wordRules)
  const spans = new Map<string, { start: number; end: number }[]>()
  for (const { matches } of findings) {
    for (const { payment, kind, start, end } of matches) {
      if (kind !== "benign") spans.set(payment, [...(spans.get(payment) ?? []), { start, end }])
    }
  }
  return all.map(({ memo, word }, i) => {
    const from = memo.indexOf(word)
    return (spans.get(`p${i}`) ?? []).some(({ start, end }) => start < from + word.length && end > from)
  })
}

/** Each memo in a payment of its own, to a payee of its own. */
function payOnce(memos: readonly string[]) {
  return createPaymentTable(
    memos.map((memo, i) => ({
      id: `p${i}`,
      time: "2026-03-02T09:00:00Z",
      payer: `payer-${i}`,
      payee: `payee-${i}`,
      amount: "120.00",
      currency: "CNY",
      memo,
    })),
  )
}

type Share = { readonly heard: number; readonly of: number }
type Table = Record<string, Record<string, Share>>

/** By a property of the term, then by form. */
function tabulate(key: (one: Case) => string): Table {
  const table: Table = {}
  for (const row of ["all", ...new Set(cases.map(key))]) {
    const own = cases.flatMap((one, i) => (row === "all" || key(one) === row ? [i] : []))
    table[row] = Object.fromEntries(
      Object.keys(EVASIONS).flatMap((form) => {
        const inForm = own.filter((i) => cases[i]!.form === form)
        if (inForm.length === 0) return []
        return [[form, { heard: inForm.filter((i) => heard[i]).length, of: inForm.length }]]
      }),
    )
  }
  return table
}

function markdown(name: string, table: Table): string {
  const rows = Object.keys(table).sort()
  const lines = [`| ${name} | ${rows.join(" | ")} |`, `| --- |${" ---: |".repeat(rows.length)}`]
  for (const form of Object.keys(EVASIONS)) {
    const cells = rows.map((row) => {
      const cell = table[row]?.[form]
      return cell === undefined ? "" : `${((100 * cell.heard) / cell.of).toFixed(1)} % of ${cell.of}`
    })
    lines.push(`| ${form} | ${cells.join(" | ")} |`)
  }
  return lines.join("\n")
}

function listMisses(most: number): void {
  const missed = cases.filter((_, i) => !heard[i])
  for (const { lang, form, ambiguity, term, memo } of missed.slice(0, most)) {
    console.log(`missed ${lang} ${ambiguity} ${form}: ${term} in "${memo}"`)
  }
}

async function keepSilent(name: string) {
  const [, ...lines] = readFileSync(join("fixtures", "look-alikes", `${name}.tsv`), "utf8")
    .trim()
    .split("\n")
  const memos = lines.map((line) => line.split("\t")[0]!)
  const { findings, alerts } = await screen(payOnce(memos), wordRules)
  const memoOf = new Map(memos.map((memo, i) => [`payee-${i}`, memo]))
  const reviewed = alerts.filter(({ severity }) => severity !== "info")
  return {
    name,
    lookAlikes: memos.length,
    withFinding: new Set(findings.map(({ subject }) => subject)).size,
    reviewOrMore: reviewed.length,
    worst: reviewed.map(
      ({ subject, score, rules }) => `${score} ${memoOf.get(subject)} (${rules.join(" ")})`,
    ),
  }
}

/** Memos of a ledger without anything planted that yield a text finding. */
async function screenOrdinary(rows: number) {
  const file = join("benchmarks", "data", `ordinary-${rows}.csv`)
  mkdirSync(join("benchmarks", "data"), { recursive: true })
  if (!existsSync(file)) await writeBulkLedger(file, rows, { planted: false })
  const { findings, table } = await screenFiles([file], { rules: wordRules })
  const column = table.text.get("memo")
  const memos = column?.codes.filter((code) => code !== 0).length ?? 0
  const found = new Set(findings.flatMap(({ payments }) => payments)).size
  return {
    rows,
    memos,
    distinctMemos: (column?.values.size ?? 1) - 1,
    memosWithFinding: found,
    oneIn: Math.round(memos / found),
  }
}
