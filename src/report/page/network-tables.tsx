// A network as tables: all that its drawing shows, and why each role is what it is.
import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import { Link, moneyText, Party, Section, TableFrame } from "./parts.tsx"
import { usePrinting } from "./printing.ts"
import { alertOfParty, data, nameOf, numberText, say } from "./report.ts"
import type { PartyIndex, ReportMember, ReportNetwork, Totals } from "./report-data.ts"
import { Text } from "./text.tsx"
import { dayText } from "./time-text.ts"

/** Longer tables open on demand, and on paper. */
const FIRST_ROWS = 25

interface OfNetwork {
  readonly network: ReportNetwork
}

export function MembersTable({ network: { members } }: OfNetwork) {
  const title = say("network-page.members-title")
  return (
    <Section title={title}>
      <p>{say("network-page.members-lead")}</p>
      <PartiesTable title={title} parties={members} hasAlerts />
    </Section>
  )
}

export function ContactsTable({ network: { contacts, contactCount } }: OfNetwork) {
  const title = say("network-page.contacts-title")
  return (
    <Section title={title}>
      <p>
        {say(contacts.length === 0 ? "network-page.no-contacts" : "network-page.contacts-lead")}{" "}
        {contacts.length === contactCount
          ? null
          : say("network-page.edges-cut", {
              shown: numberText(contacts.length),
              count: numberText(contactCount),
            })}
      </p>
      {contacts.length === 0 ? null : <PartiesTable title={title} parties={contacts} hasAlerts={false} />}
    </Section>
  )
}

function PartiesTable({
  title,
  parties,
  hasAlerts,
}: {
  readonly title: string
  readonly parties: readonly ReportMember[]
  readonly hasAlerts: boolean
}) {
  return (
    <LongTable
      title={title}
      head={
        <tr>
          <th scope="col">{say("network-page.party")}</th>
          <th scope="col">{say("network-page.role")}</th>
          <th scope="col">{say("network-page.why")}</th>
          {hasAlerts ? <th scope="col">{say("network-page.alert")}</th> : null}
        </tr>
      }
      rows={parties.map(({ party, role, why, score, path }) => (
        <tr>
          <th scope="row">
            <Party index={party} />
          </th>
          <td>
            <span class={`role-word role-${role}`}>{nameOf("role", role)}</span>
          </td>
          <td class="reason">
            <Text value={why} />
            {hasAlerts ? <Way path={path} /> : null}
          </td>
          {hasAlerts ? (
            <td>
              <AlertOf party={party} score={score} />
            </td>
          ) : null}
        </tr>
      ))}
    />
  )
}

/** By which parties one comes from an alert to a party that has none of its own. */
export function Way({ path }: { readonly path: readonly PartyIndex[] }) {
  if (path.length < 2) return null
  return (
    <div class="soft">
      {say("network-page.way")}{" "}
      {path.map((party, i) => (
        <>
          {i > 0 ? " → " : null}
          <Party index={party} />
        </>
      ))}
    </div>
  )
}

function AlertOf({ party, score }: Pick<ReportMember, "party" | "score">) {
  const alert = alertOfParty(party)
  if (alert === undefined) return <span class="soft">{say("network-page.no-alert")}</span>
  return (
    <Link to="alerts" id={data.alerts.id[alert]!}>
      {say("network-page.alert-score", { score })}
    </Link>
  )
}

export function EdgesTable({ network: { edges, edgeCount } }: OfNetwork) {
  const title = say("network-page.edges-title")
  return (
    <Section title={title}>
      <p>
        {say("network-page.edges-lead")}{" "}
        {edges.length === edgeCount
          ? null
          : say("network-page.edges-cut", { shown: numberText(edges.length), count: numberText(edgeCount) })}
      </p>
      <LongTable
        title={title}
        head={
          <tr>
            <th scope="col">{say("network-page.payer")}</th>
            <th scope="col">{say("network-page.payee")}</th>
            <th scope="col" class="number">
              {say("network-page.payments")}
            </th>
            <th scope="col" class="number">
              {say("network-page.total")}
            </th>
            <th scope="col">{say("network-page.first")}</th>
            <th scope="col">{say("network-page.last")}</th>
            <th scope="col" class="number">
              {say("network-page.flagged")}
            </th>
          </tr>
        }
        rows={edges.map(({ payer, payee, count, total, first, last, flagged }) => (
          <tr>
            <th scope="row">
              <Party index={payer} />
            </th>
            <td>
              <Party index={payee} />
            </td>
            <td class="number">{numberText(count)}</td>
            <TotalsCell total={total} />
            <td class="day">{dayText(first)}</td>
            <td class="day">{dayText(last)}</td>
            <td class="number">{Math.round(flagged * 100)} %</td>
          </tr>
        ))}
      />
    </Section>
  )
}

/** A line a currency, so that tables stay narrow. */
export function TotalsCell({ total }: { readonly total: Totals }) {
  const lines = total.flatMap((currency, i) => (i % 2 === 0 ? [moneyText(total[i + 1]!, currency)] : []))
  return (
    <td class="number money">
      {lines.map((line) => (
        <div>{line}</div>
      ))}
    </td>
  )
}

/** A table whose later rows open on demand. */
export function LongTable({
  title,
  head,
  rows,
}: {
  readonly title: string
  readonly head: ComponentChildren
  readonly rows: readonly ComponentChildren[]
}) {
  const [open, setOpen] = useState(false)
  const printing = usePrinting()
  const isWhole = open || printing || rows.length <= FIRST_ROWS
  return (
    <>
      <TableFrame label={title}>
        <table>
          <caption class="unseen">{title}</caption>
          <thead>{head}</thead>
          <tbody>{isWhole ? rows : rows.slice(0, FIRST_ROWS)}</tbody>
        </table>
      </TableFrame>
      {isWhole ? null : (
        <button type="button" class="no-print" onClick={() => setOpen(true)}>
          {say("network-page.show-all", { count: numberText(rows.length) })}
        </button>
      )}
    </>
  )
}
