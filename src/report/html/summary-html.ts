// What stands in the document before its script runs: the strongest networks and alerts as plain HTML. It is what one
// sees without JavaScript, and what search tools find.
import type { Alert } from "../../model/alert.ts"
import type { Messages } from "../../model/messages.ts"
import type { Network } from "../../model/network.ts"
import type { Screening } from "../../model/screening.ts"

const SHOWN = 20

/** Text as HTML, in a direction of its own. What no document may hold (NUL, halves of pairs) becomes U+FFFD. */
export function htmlText(text: string): string {
  return `<bdi dir="auto">${escapeHtml(text)}</bdi>`
}

export function escapeHtml(text: string): string {
  return text
    .replace(/[\0\p{Cs}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
}

export function* summaryHtml({ alerts, networks, messages }: Screening): Generator<string> {
  const { say } = messages
  const standing = alerts.filter(({ suppressed }) => suppressed === undefined)
  yield `<main class="summary"><h1>${escapeHtml(say("report.title"))}</h1>`
  yield `<p>${escapeHtml(say("report.loading"))}</p>`
  yield `<h2>${escapeHtml(say("overview.networks"))}: ${networks.length}</h2><ol>`
  for (const network of networks.slice(0, SHOWN)) yield networkItem(network, messages)
  yield `</ol><h2>${escapeHtml(say("overview.alerts"))}: ${standing.length}</h2><ol>`
  for (const alert of standing.slice(0, SHOWN)) yield alertItem(alert, messages)
  yield `</ol><p>${escapeHtml(say("report.caution"))}</p></main>`
}

function networkItem({ id, score, severity, reasons }: Network, { nameOf }: Messages): string {
  const head = `${htmlText(id)}: ${score} (${escapeHtml(nameOf("severity", severity))})`
  return `<li>${head}<ul>${reasons.map((reason) => `<li>${htmlText(reason)}</li>`).join("")}</ul></li>`
}

function alertItem({ subject, name, score, severity, reasons }: Alert, { nameOf }: Messages): string {
  const label = name === "" ? htmlText(subject) : `${htmlText(name)} (${htmlText(subject)})`
  const reason = reasons[0] === undefined ? "" : `: ${htmlText(reasons[0])}`
  return `<li>${label}: ${score} (${escapeHtml(nameOf("severity", severity))})${reason}</li>`
}
