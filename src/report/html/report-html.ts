// report.html: one document that holds everything, loads nothing and runs nothing but its own script.
// Content Security Policy Level 3 (W3C), given in the document because it is opened from disk. The data stands in a
// script element of another type, which is no script to browsers and to the policy. Needs Node.
import { createHash } from "node:crypto"
import { assert } from "../../model/errors.ts"
import type { Screening } from "../../model/screening.ts"
import type { ReportData } from "../page/report-data.ts"
import { LARGE_NETWORK } from "./layout.ts"
import { scriptJson } from "./script-json.ts"
import { escapeHtml, summaryHtml } from "./summary-html.ts"

/** The script and style of the page, as they were built. */
export interface PageAssets {
  readonly script: string
  readonly style: string
  /** Draws large networks; left out where there are none. */
  readonly largeScript: string
}

/** Pieces of the document. `data`: from `collectReport`. */
export function* reportHtml(screening: Screening, data: ReportData, assets: PageAssets): Generator<string> {
  const { style } = assets
  const isLarge = data.networks.some(({ layout }) => layout.points.length > LARGE_NETWORK)
  const scripts = isLarge ? [assets.largeScript, assets.script] : [assets.script]
  for (const script of scripts)
    assert(!/<!--|<\/?script/i.test(script), "the script of the page would end its own element")
  assert(!/<\/style/i.test(style), "the style of the page would end its own element")
  yield `<!doctype html>\n<html lang="${escapeHtml(data.lang)}">\n<head>\n<meta charset="utf-8">\n`
  yield `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts, style)}">\n`
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
  yield '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
  yield '<link rel="icon" href="data:,">\n'
  yield `<title>${escapeHtml(screening.messages.say("report.title"))} · moneytrail</title>\n`
  yield `<style>${style}</style>\n</head>\n<body>\n<div id="report">`
  yield* summaryHtml(screening)
  yield '</div>\n<script type="application/json" id="report-data">'
  yield* scriptJson(data)
  yield "</script>\n"
  for (const script of scripts) yield `<script>${script}</script>\n`
  yield "</body>\n</html>\n"
}

/** Nothing from elsewhere, no script and no style but those with these hashes. */
function contentPolicy(scripts: readonly string[], style: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map((script) => `'sha256-${hashOf(script)}'`).join(" ")}`,
    `style-src 'sha256-${hashOf(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ")
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64")
