// The rules that ran: which found something, and for each what it follows and what else may explain what it finds.
import { LongTable } from "./network-tables.tsx"
import { Link, Page, Section, SeverityBadge } from "./parts.tsx"
import { data, nameOf, numberText, say } from "./report.ts"
import type { ReportRule } from "./report-data.ts"
import { RulePage } from "./rule-page.tsx"
import { Text } from "./text.tsx"

/** `rule`: the id of one; null: all of them. */
export function RulesPage({ rule }: { readonly rule: string | null }) {
  if (rule === null) return <AllRules />
  const index = data.rules.findIndex(({ id }) => id === rule)
  if (index >= 0) return <RulePage index={index} />
  return (
    <Page title={say("rules-page.title")}>
      <p>
        <Text value={say("rules-page.unknown", { id: rule })} />{" "}
        <Link to="rules">{say("rules-page.title")}</Link>
      </p>
    </Page>
  )
}

function AllRules() {
  const { rules } = data
  const alerts = new Map<number, number>()
  for (const indexes of data.alerts.rules)
    for (const rule of indexes) alerts.set(rule, (alerts.get(rule) ?? 0) + 1)
  const rows = rules.map((rule, index) => ({ rule, alerts: alerts.get(index) ?? 0 }))
  const fired = rows
    .filter(({ rule }) => rule.findings > 0)
    .sort((a, b) => b.alerts - a.alerts || b.rule.findings - a.rule.findings)
  const silent = rows.filter(({ rule }) => rule.findings === 0)
  return (
    <Page
      title={say("rules-page.title")}
      lead={
        <p class="lead">
          {say("rules-page.lead", { fired: numberText(fired.length), ran: numberText(rules.length) })}
        </p>
      }
    >
      <Section title={say("rules-page.fired")}>
        <RuleTable title={say("rules-page.fired")} rows={fired} />
      </Section>
      <details class="section">
        <summary>
          <h2>{say("rules-page.silent", { count: numberText(silent.length) })}</h2>
        </summary>
        <RuleTable title={say("rules-page.silent", { count: numberText(silent.length) })} rows={silent} />
      </details>
    </Page>
  )
}

interface RuleRow {
  readonly rule: ReportRule
  readonly alerts: number
}

function RuleTable({ title, rows }: { readonly title: string; readonly rows: readonly RuleRow[] }) {
  return (
    <LongTable
      title={title}
      head={
        <tr>
          <th scope="col">{say("rules-page.rule")}</th>
          <th scope="col">{say("rules-page.severity")}</th>
          <th scope="col">{say("rules-page.typology")}</th>
          <th scope="col">{say("rules-page.evidence")}</th>
          <th scope="col" class="number">
            {say("rules-page.findings")}
          </th>
          <th scope="col" class="number">
            {say("rules-page.alerts")}
          </th>
        </tr>
      }
      rows={rows.map(({ rule, alerts }) => (
        <tr>
          <th scope="row">
            <Link to="rules" id={rule.id}>
              <Text value={rule.title} />
            </Link>
          </th>
          <td>
            <SeverityBadge severity={rule.severity} />
          </td>
          <td>{nameOf("typology", rule.typology)}</td>
          <td>{nameOf("evidence", rule.evidence)}</td>
          <td class="number">{numberText(rule.findings)}</td>
          <td class="number">{numberText(alerts)}</td>
        </tr>
      ))}
    />
  )
}
