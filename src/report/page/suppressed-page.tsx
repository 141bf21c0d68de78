// Alerts that a recorded decision keeps back, and the decisions.
import type { SuppressionFact } from "../../model/suppression.ts"
import { Page, Party, Score, Section, TableFrame } from "./parts.tsx"
import { data, numberText, say, suppressedAlerts } from "./report.ts"
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
  const title = say("suppressed.alerts")
  return (
    <TableFrame label={title}>
      <table class="alerts">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say("report.score")}</th>
            <th scope="col">{say("report.party")}</th>
            <th scope="col">{say("suppressed.by")}</th>
            <th scope="col">{say("suppressed.until")}</th>
            <th scope="col">{say("suppressed.why")}</th>
          </tr>
        </thead>
        <tbody>
          {suppressedAlerts.map((alert) => {
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
          })}
        </tbody>
      </table>
    </TableFrame>
  )
}

function Decisions() {
  const title = say("suppressed.decisions")
  return (
    <TableFrame label={title}>
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say("suppressed.scope")}</th>
            <th scope="col">{say("suppressed.by")}</th>
            <th scope="col">{say("suppressed.until")}</th>
            <th scope="col">{say("suppressed.why")}</th>
            <th scope="col" class="number">
              {say("report.findings")}
            </th>
            <th scope="col" class="number">
              {say("overview.alerts-count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.account.suppressions.map((fact) => (
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
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function scopeOf({ party, pair, rule }: SuppressionFact): string {
  return [
    ...(party === null ? [] : [say("suppressed.scope-party", { party })]),
    ...(pair === null ? [] : [say("suppressed.scope-pair", { payer: pair.payer, payee: pair.payee })]),
    ...(rule === null ? [] : [say("suppressed.scope-rule", { rule })]),
  ].join(say("join.comma"))
}
