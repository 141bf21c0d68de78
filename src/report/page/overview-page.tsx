// The first page: what was found, at a glance, and what went in.

import { SEVERITIES } from "../../model/vocabulary.ts"
import { AccountSection } from "./account-section.tsx"
import { Bar, TimeColumns } from "./charts.tsx"
import { bucketDays } from "./day-buckets.ts"
import {
  Link,
  Page,
  Party,
  Reason,
  Score,
  Section,
  SeverityBadge,
  TableFrame,
  TotalLines,
  totalsText,
} from "./parts.tsx"
import { alertCount, data, headline, numberText, say, standingAlerts, taxonOf } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"
import { hashOf } from "./route.ts"
import { Text } from "./text.tsx"
import { dayText } from "./time-text.ts"

const NETWORKS_SHOWN = 5
const ALERTS_SHOWN = 10
const SELLERS_SHOWN = 5

export function OverviewPage() {
  return (
    <Page title={say("report.page-overview")} lead={<Lead />}>
      <KeyFigures />
      <TopNetworks />
      <TopAlerts />
      <div class="columns">
        <div>
          <BySeverity />
          <ByDay />
        </div>
        <ByRule />
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
          count: data.account.screened,
          parties: numberText(data.account.partyCount),
          from: dayText(first),
          to: dayText(last),
          rules: numberText(data.rules.length),
        })}
      </p>
      <p class="soft">{say("report.caution")}</p>
    </>
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
        {data.networks.slice(0, NETWORKS_SHOWN).map((network) => (
          <NetworkCard network={network} />
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

function NetworkCard({ network }: { readonly network: ReportNetwork }) {
  const sellers = network.members.filter(({ role }) => role === "seller").slice(0, SELLERS_SHOWN)
  return (
    <li class="card">
      <h3>
        <Link to="networks" id={network.id}>
          <Text value={network.id} />
        </Link>{" "}
        <Score score={network.score} severity={network.severity} />
      </h3>
      <p>
        {say("counted.members", { count: network.members.length })}
        {say("join.comma")}
        {say("counted.contacts", { count: network.contactCount })}
        {say("join.comma")}
        {totalsText(network.total)}
        {say("join.comma")}
        {say("report.days", { from: dayText(network.from), to: dayText(network.to) })}
      </p>
      <dl class="facts">
        {sellers.length === 0 ? null : (
          <div>
            <dt>{say("overview.sellers")}</dt>
            <dd>
              {sellers.map(({ party }, index) => (
                <>
                  {index > 0 ? say("join.comma") : null}
                  <Party index={party} />
                </>
              ))}
            </dd>
          </div>
        )}
        {network.taxa.length === 0 ? null : (
          <div>
            <dt>{say("overview.goods")}</dt>
            <dd>
              <Text value={network.taxa.map(taxonOf).join(say("join.comma"))} />
            </dd>
          </div>
        )}
      </dl>
      {network.reasons[0] === undefined ? null : (
        <p class="reason">
          <Text value={network.reasons[0]} />
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
        <TableFrame label={title}>
          <table class="alerts">
            <caption class="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{say("report.score")}</th>
                <th scope="col">{say("report.party")}</th>
                <th scope="col">{say("report.total")}</th>
                <th scope="col">{say("report.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {standingAlerts.slice(0, ALERTS_SHOWN).map((alert) => (
                <tr>
                  <td>
                    <Score score={alerts.score[alert]!} severity={alerts.severity[alert]!} />
                  </td>
                  <th scope="row">
                    <Party index={alerts.party[alert]!} />
                  </th>
                  <td class="money">
                    <TotalLines totals={alerts.total[alert]!} />
                  </td>
                  <td class="reason">
                    <Reason text={headline(alert)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      {standingAlerts.length > ALERTS_SHOWN ? (
        <p>
          <Link to="alerts">{say("overview.alerts-all", { number: alertCount })}</Link>
        </p>
      ) : null}
    </Section>
  )
}

function BySeverity() {
  const title = say("overview.by-severity")
  const counts = SEVERITIES.toReversed().map((severity) => ({
    severity,
    count: data.counts.alerts[severity],
  }))
  const most = Math.max(...counts.map(({ count }) => count))
  return (
    <Section title={title}>
      <table class="numbers">
        <caption class="unseen">{title}</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">{say("report.severity")}</th>
            <th scope="col">{say("overview.alerts-count")}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ severity, count }) => (
            <tr>
              <th scope="row">
                <SeverityBadge severity={severity} />
              </th>
              <td class="number">{numberText(count)}</td>
              <td class="bar-cell" aria-hidden="true">
                <Bar value={count} most={most} class={`bar-${severity}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const RULES_SHOWN = 12

function ByRule() {
  const title = say("overview.by-rule")
  const rows = data.rules
    .map(({ alerts }, rule): [rule: number, count: number] => [rule, alerts])
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const most = rows[0]?.[1] ?? 0
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <table class="numbers">
        <caption class="unseen">{title}</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">{say("report.rule")}</th>
            <th scope="col">{say("overview.alerts-count")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, RULES_SHOWN).map(([rule, count]) => (
            <tr>
              <th scope="row">
                <a href={hashOf("rules", data.rules[rule]!.id)}>
                  <Text value={data.rules[rule]!.title} />
                </a>
              </th>
              <td class="number">{numberText(count)}</td>
              <td class="bar-cell" aria-hidden="true">
                <Bar value={count} most={most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function ByDay() {
  const { unit, days } = bucketDays(data.days)
  if (days.length === 0 || standingAlerts.length === 0) return null
  const title = say(`overview.by-${unit}`)
  const columns = { day: say("report.day"), week: say("report.week"), month: say("report.month") }
  return (
    <Section title={title}>
      <TimeColumns days={days} title={title} unit={columns[unit]} />
    </Section>
  )
}
