// A network as tables: all that its drawing shows, and why each role is what it is.
import { Link, Party, RoleWord, Section } from "./parts.tsx"
import { alertOfParty, data, numberText, say } from "./report.ts"
import type { PartyIndex, ReportMember, ReportNetwork } from "./report-data.ts"
import { Table, TotalsCell } from "./tables.tsx"
import { Sentence } from "./text.tsx"
import { dayText } from "./time-text.ts"

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
    <Table
      title={title}
      head={[
        say("network-page.party"),
        say("network-page.role"),
        say("network-page.why"),
        ...(hasAlerts ? [say("network-page.alert")] : []),
      ]}
      items={parties}
      row={({ party, role, why, score, path }) => (
        <tr>
          <th scope="row">
            <Party index={party} />
          </th>
          <td>
            <RoleWord role={role} />
          </td>
          <td class="reason">
            <Sentence value={why} />
            {hasAlerts ? <Way path={path} /> : null}
          </td>
          {hasAlerts ? (
            <td>
              <AlertOf party={party} score={score} />
            </td>
          ) : null}
        </tr>
      )}
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
      <Table
        title={title}
        head={[
          say("network-page.payer"),
          say("network-page.payee"),
          { number: say("network-page.payments") },
          { number: say("network-page.total") },
          say("network-page.first"),
          say("network-page.last"),
          { number: say("network-page.flagged") },
        ]}
        items={edges}
        row={({ payer, payee, count, total, first, last, flagged }) => (
          <tr>
            <th scope="row">
              <Party index={payer} />
            </th>
            <td>
              <Party index={payee} />
            </td>
            <td class="number">{numberText(count)}</td>
            <TotalsCell totals={total} />
            <td class="day">{dayText(first)}</td>
            <td class="day">{dayText(last)}</td>
            <td class="number">{Math.round(flagged * 100)} %</td>
          </tr>
        )}
      />
    </Section>
  )
}
