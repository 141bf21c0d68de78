// Small parts that the pages share.
import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"
import type { EvidenceKind, NetworkRole, Severity } from "../../model/vocabulary.ts"
import { groupAmounts, groupDigits } from "./amount-text.ts"
import { Heading, useDepth } from "./headings.tsx"
import { alertOfParty, data, nameOf, partyId, partyName, say } from "./report.ts"
import type { PartyIndex, Totals } from "./report-data.ts"
import { hashOf } from "./route.ts"
import { Sentence, Text } from "./text.tsx"
import { spelledOut } from "./text-pieces.ts"

interface WithChildren {
  readonly children: ComponentChildren
}

/** A page with its heading, which takes the focus when one has come here from another page. */
export function Page({
  title,
  lead,
  children,
}: WithChildren & { readonly title: string; readonly lead?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const depth = useDepth()
  useEffect(() => {
    if (depth > 0) return
    document.title = `${spelledOut(title)} · moneytrail`
    if (!followsLink) return
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [title])
  return (
    <>
      <header class="page-head">
        <Heading level={1} focusable={heading}>
          <Text value={title} />
        </Heading>
        {lead}
      </header>
      {children}
    </>
  )
}

/** The first page leaves the focus where the browser put it. */
let followsLink = false
addEventListener("hashchange", () => {
  followsLink = true
})

/** A part of a page with a heading. */
export function Section({ title, children }: WithChildren & { readonly title: string }) {
  return (
    <section class="section">
      <Heading level={2}>{title}</Heading>
      {children}
    </section>
  )
}

/** A link to a page of the report. */
export function Link({
  to,
  id,
  class: name,
  children,
}: WithChildren & { readonly to: string; readonly id?: string; readonly class?: string }) {
  return (
    <a class={name} href={hashOf(to, id)}>
      {children}
    </a>
  )
}

/** Told by word and by shape, not by colour alone. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return <span class={`badge severity-${severity}`}>{nameOf("severity", severity)}</span>
}

export function EvidenceList({ kinds }: { readonly kinds: readonly EvidenceKind[] }) {
  return <>{kinds.map((kind) => nameOf("evidence", kind)).join(say("join.comma"))}</>
}

export function Score({ score, severity }: { readonly score: number; readonly severity: Severity }) {
  return (
    <span class="score">
      <span class="score-number">{score}</span> <SeverityBadge severity={severity} />
    </span>
  )
}

/** A network by its rank, which the lists count by, and its id, which stays the same from run to run. */
export function NetworkLink({ index }: { readonly index: number }) {
  const { id } = data.networks[index]!
  return (
    <>
      <Link to="networks" id={id}>
        {say("network-page.numbered", { rank: index + 1 })}
      </Link>{" "}
      <span class="id soft">
        <Text value={id} />
      </span>
    </>
  )
}

export function RoleWord({ role }: { readonly role: NetworkRole }) {
  return <span class={`role-word role-${role}`}>{nameOf("role", role)}</span>
}

/** A party by name and id; a link to its alert where it has one. */
export function Party({ index }: { readonly index: PartyIndex }) {
  if (index < 0) return <span class="soft">{say("report.nobody")}</span>
  const alert = alertOfParty(index)
  const name = partyName(index)
  const id = partyId(index)
  const label = (
    <>
      {name === "" ? null : (
        <>
          <Text value={name} />{" "}
        </>
      )}
      <span class={name === "" ? "id" : "id soft"}>
        <Text value={id} />
      </span>
    </>
  )
  if (alert === undefined) return <span class="party">{label}</span>
  return (
    <Link class="party" to="alerts" id={data.alerts.id[alert]!}>
      {label}
    </Link>
  )
}

/** The party as plain text, for what holds no markup. */
export function partyLabel(index: PartyIndex): string {
  if (index < 0) return say("report.nobody")
  const name = partyName(index)
  return name === "" ? partyId(index) : `${name} (${partyId(index)})`
}

export function moneyText(amount: string, currency: string): string {
  return `${groupDigits(amount)} ${currency}`
}

/** A text for each currency. */
export function totalLines(totals: Totals): string[] {
  const lines: string[] = []
  for (let i = 0; i < totals.length; i += 2) lines.push(moneyText(totals[i + 1]!, totals[i]!))
  return lines
}

/** `144,922.05 CNY, 3.00 USD` */
export function totalsText(totals: Totals): string {
  return totalLines(totals).join(say("join.comma"))
}

/** A sentence in a table, of which the first lines are shown; the page it leads to has all of it. */
export function Reason({ text }: { readonly text: string }) {
  return (
    <div class="clamped" title={spelledOut(groupAmounts(text))}>
      <Sentence value={text} />
    </div>
  )
}
