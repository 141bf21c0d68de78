// Alerts that a recorded decision keeps back, and the decisions.
import type { SuppressionFact } from "../../model/suppression.ts"
import { Page, Party, Score, Section } from "./parts.tsx"
import { data, numberText, say, suppressedAlerts } from "./report.ts"
import { Table } from "./tables.tsx"
import { Text } from "./text.tsx"

export function SuppressedPage() {
  return (
    <Page title={say("report.page-suppressed")} lead={<p class="lead">{say("suppressed.lead")}</p>}>
      <Section title={say("suppressed.alerts")}>
        {suppressedAlerts.length === 0 ? <p>{say("suppressed.none")}</p> : <SuppressedTable />}
      </Section>
      {data.account.suppressions.length === 0 ? null : (
        <Section title={say("suppressed.decisions")}>
          <Decisions />
        </Section>
      )}
    </Page>
  )
}

function SuppressedTable() {
  const { alerts } = data
  return (
    <Table
      title={say("suppressed.alerts")}
      class="alerts"
      head={[
        say("report.score"),
        say("report.party"),
        say("suppressed.by"),
        say("suppressed.until"),
        say("suppressed.why"),
      ]}
      items={suppressedAlerts}
      row={(alert) => {
        const { by, until, reason } = alerts.suppressed[alert]!
        return (
          <tr key={alert}>
            <td>
              <Score score={alerts.score[alert]!} severity={alerts.severity[alert]!} />
            </td>
            <th scope="row">
              <Party index={alerts.party[alert]!} />
            </th>
            <td>
              <Text value={by} />
            </td>
            <td class="day">
              <Text value={until} />
            </td>
            <td>
              <Text value={reason} />
            </td>
          </tr>
        )
      }}
    />
  )
}

function Decisions() {
  return (
    <Table
      title={say("suppressed.decisions")}
      head={[
        say("suppressed.scope"),
        say("suppressed.by"),
        say("suppressed.until"),
        say("suppressed.why"),
        { number: say("report.findings") },
        { number: say("overview.alerts-count") },
      ]}
      items={data.account.suppressions}
      row={(fact) => (
        <tr>
          <th scope="row">
            <Text value={scopeOf(fact)} />
          </th>
          <td>
            <Text value={fact.by} />
          </td>
          <td class="day">
            <Text value={fact.until} /> {fact.expired ? `(${say("suppressed.expired")})` : null}
          </td>
          <td>
            <Text value={fact.reason} />
          </td>
          <td class="number">{numberText(fact.findings)}</td>
          <td class="number">{numberText(fact.alerts)}</td>
        </tr>
      )}
    />
  )
}

function scopeOf({ party, pair, rule }: SuppressionFact): string {
  return [
    ...(party === null ? [] : [say("suppressed.scope-party", { party })]),
    ...(pair === null ? [] : [say("suppressed.scope-pair", { payer: pair.payer, payee: pair.payee })]),
    ...(rule === null ? [] : [say("suppressed.scope-rule", { rule })]),
  ].join(say("join.comma"))
}
