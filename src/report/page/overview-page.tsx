// The first page: what was found, at a glance, and what went in.
import { AccountSection } from "./account-section.tsx"
import { Heading } from "./headings.tsx"
import { NetworkSentence } from "./network-sentence.tsx"
import { AlertsByDay, AlertsByRule, AlertsBySeverity } from "./overview-counts.tsx"
import { Link, NetworkLink, Page, Party, Reason, Score, Section, totalsText } from "./parts.tsx"
import { alertCount, data, headline, numberText, say, standingAlerts } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"
import { Table, TotalsCell } from "./tables.tsx"
import { Sentence } from "./text.tsx"
import { dayText } from "./time-text.ts"

const NETWORKS_SHOWN = 5
const ALERTS_SHOWN = 10

export function OverviewPage() {
  return (
    <Page title={say("report.page-overview")} lead={<Lead />}>
      <KeyFigures />
      <TopNetworks />
      <TopAlerts />
      <div class="columns">
        <div>
          <AlertsBySeverity />
          <AlertsByDay />
        </div>
        <AlertsByRule />
      </div>
      <AccountSection />
    </Page>
  )
}

function Lead() {
  const { span } = data.account
  if (span === null) return <p class="lead">{say("overview.lead-empty")}</p>
  const [first, last] = span
  return (
    <>
      <p class="lead">
        {say("overview.lead", {
          payments: say("counted.settled", { count: data.account.screened }),
          parties: say("counted.parties-in-all", { count: data.account.partyCount }),
          from: dayText(first),
          to: dayText(last),
          rules: say("counted.rules", { count: data.rules.length }),
        })}
      </p>
      <Unjudged />
      <p class="soft">
        {say("report.caution")} <Link to="method">{say("overview.method")}</Link>
      </p>
    </>
  )
}

/** Rules whose silence means nothing: who reads that there is no alert must know. */
function Unjudged() {
  const { screened } = data.account
  const idle = data.rules.filter(({ notApplicable }) => notApplicable >= screened).length
  const undecided = data.rules.filter(({ notDecidable }) => notDecidable > 0).length
  if (idle + undecided === 0) return null
  return (
    <p>
      {idle === 0 ? null : say("overview.idle", { count: idle })}{" "}
      {undecided === 0 ? null : say("overview.undecided", { count: undecided })}{" "}
      <Link to="not-applicable">{say("not-applicable.title")}</Link>
    </p>
  )
}

function KeyFigures() {
  const flagged = data.days.reduce((sum, day) => sum + day.flagged, 0)
  const figures: (readonly [number: number, label: string, page: string])[] = [
    [alertCount, say("overview.figure-alerts"), "alerts"],
    [data.counts.networks, say("overview.figure-networks"), "networks"],
    [flagged, say("overview.figure-flagged"), "flows"],
  ]
  if (data.counts.suppressed > 0)
    figures.push([data.counts.suppressed, say("overview.figure-suppressed"), "suppressed"])
  if (data.account.rows.rejected > 0)
    figures.push([data.account.rows.rejected, say("overview.figure-unread"), ""])
  return (
    <section class="figures" aria-label={say("overview.figures")}>
      {figures.map(([number, label, page]) => (
        <p class="figure">
          <span class="figure-number">
            {page === "" ? numberText(number) : <Link to={page}>{numberText(number)}</Link>}
          </span>{" "}
          <span class="figure-label">{label}</span>
        </p>
      ))}
    </section>
  )
}

function TopNetworks() {
  return (
    <Section title={say("overview.networks")}>
      {data.networks.length === 0 ? <p>{say("overview.networks-none")}</p> : null}
      <ol class="cards">
        {data.networks.slice(0, NETWORKS_SHOWN).map((network, index) => (
          <NetworkCard network={network} index={index} />
        ))}
      </ol>
      {data.networks.length > NETWORKS_SHOWN ? (
        <p>
          <Link to="networks">{say("overview.networks-all", { number: data.counts.networks })}</Link>
        </p>
      ) : null}
    </Section>
  )
}

function NetworkCard({ network, index }: { readonly network: ReportNetwork; readonly index: number }) {
  return (
    <li class="card">
      <Heading level={3}>
        <NetworkLink index={index} /> <Score score={network.score} severity={network.severity} />
      </Heading>
      <p>
        <NetworkSentence network={network} />
      </p>
      <p class="soft">
        {[
          say("counted.members", { count: network.members.length }),
          say("counted.contacts", { count: network.contactCount }),
          say("network-page.moved", { total: totalsText(network.total) }),
          say("report.days", { from: dayText(network.from), to: dayText(network.to) }),
        ].join(say("join.comma"))}
      </p>
      {network.reasons[0] === undefined ? null : (
        <p class="reason">
          <Sentence value={network.reasons[0]} />
        </p>
      )}
    </li>
  )
}

function TopAlerts() {
  const { alerts } = data
  const title = say("overview.alerts")
  return (
    <Section title={title}>
      {standingAlerts.length === 0 ? (
        <p>{say("overview.alerts-none")}</p>
      ) : (
        <Table
          title={title}
          class="alerts"
          head={[
            say("report.score"),
            say("report.party"),
            { number: say("report.total") },
            say("report.reason"),
          ]}
          items={standingAlerts.slice(0, ALERTS_SHOWN)}
          row={(alert) => (
            <tr>
              <td>
                <Score score={alerts.score[alert]!} severity={alerts.severity[alert]!} />
              </td>
              <th scope="row">
                <Party index={alerts.party[alert]!} />
              </th>
              <TotalsCell totals={alerts.total[alert]!} />
              <td class="reason">
                <Reason text={headline(alert)} />
              </td>
            </tr>
          )}
        />
      )}
      {standingAlerts.length > ALERTS_SHOWN ? (
        <p>
          <Link to="alerts">{say("overview.alerts-all", { number: alertCount })}</Link>
        </p>
      ) : null}
    </Section>
  )
}
