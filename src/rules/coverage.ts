// Published indicators against the rules that implement them.
import { checkArguments, having } from "../model/arguments.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Indicator, IndicatorDocument, Indicators } from "./indicators.ts"
import { type Block, type Page, pageMarkdown } from "./page.ts"
import type { RulePack } from "./tree.ts"

/** `covered`: a rule names it. `open`: payments can show it, at least in part, and no rule does. `unseen`: they cannot. */
export type CoverageState = "covered" | "open" | "unseen"

/** A published indicator, and the rules that name it. */
export interface IndicatorCoverage {
  readonly indicator: Indicator
  readonly state: CoverageState
  /** Ids of the rules that name it, sorted. */
  readonly rules: readonly string[]
}

/** How many indicators of a document are in each state. */
export interface CoverageTotal extends Readonly<Record<CoverageState, number>> {
  readonly document: IndicatorDocument
  readonly indicators: number
}

/** Published indicators held against the rules of a pack. */
export interface Coverage {
  /** In the order of the indicators. */
  readonly indicators: readonly IndicatorCoverage[]
  /** In the order of the documents' first indicators. */
  readonly documents: readonly CoverageTotal[]
  readonly total: Omit<CoverageTotal, "document">
}

/** Holds every indicator against the rules of a pack that run. */
export function coverIndicators(pack: RulePack, indicators: Indicators): Coverage {
  const rulesOf = new Map<string, string[]>()
  for (const { id, indicators: named } of pack.rules) {
    for (const indicator of new Set(named)) rulesOf.set(indicator, [...(rulesOf.get(indicator) ?? []), id])
  }
  const rows = [...indicators.values()].map((indicator): IndicatorCoverage => {
    const rules = (rulesOf.get(indicator.id) ?? []).sort(compareText)
    const state = rules.length > 0 ? "covered" : indicator.visible === "no" ? "unseen" : "open"
    return { indicator, state, rules }
  })
  const documents = new Map(rows.map(({ indicator: { document } }) => [document.id, document]))
  return {
    indicators: rows,
    documents: [...documents.values()].map((document) => ({
      document,
      ...totalOf(rows.filter(({ indicator }) => indicator.document.id === document.id)),
    })),
    total: totalOf(rows),
  }
}

function totalOf(rows: readonly IndicatorCoverage[]): Omit<CoverageTotal, "document"> {
  const count = (wanted: CoverageState) => rows.filter(({ state }) => state === wanted).length
  return { indicators: rows.length, covered: count("covered"), open: count("open"), unseen: count("unseen") }
}

/** What a state means, for people. */
export const COVERAGE_STATES: Readonly<Record<CoverageState, string>> = {
  covered: "covered",
  open: "not covered",
  unseen: "cannot be seen in payments",
}

const COVERAGE = having("a coverage, as coverRulePack makes it", "indicators", "documents", "total")

/** The coverage as Markdown. */
export function coverageMarkdown(coverage: Coverage): string {
  checkArguments("coverageMarkdown", { coverage: [coverage, COVERAGE] })
  const { indicators, documents, total } = coverage
  const title = "Coverage of published indicators"
  const blocks: Block[] = [
    { kind: "heading", level: 1, text: title, anchor: "top" },
    {
      kind: "table",
      head: ["Document", "Year", "Indicators", "Covered", "Not covered", "Cannot be seen"],
      rows: [
        ...documents.map(({ document, ...counts }) => [
          [`${document.publisher}: ${document.title}`],
          [String(document.year)],
          ...countCells(counts),
        ]),
        [["All"], [""], ...countCells(total)],
      ],
    },
    {
      kind: "table",
      head: ["Indicator", "What it says", "Visible in payments", "State", "Rules"],
      rows: indicators.map(({ indicator: { id, text, visible, why }, state, rules }) => [
        [{ code: id }],
        [text],
        [why === null ? visible : `${visible}: ${why}`],
        [COVERAGE_STATES[state]],
        [rules.join(", ")],
      ]),
    },
  ]
  const page: Page = { title, blocks }
  return pageMarkdown(page)
}

function countCells({ indicators, covered, open, unseen }: Omit<CoverageTotal, "document">): string[][] {
  return [indicators, covered, open, unseen].map((count) => [String(count)])
}
