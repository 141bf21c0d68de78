// The rules that ran: which found something, and for each what it follows and what else may explain what it finds.
import { Heading } from "./headings.tsx"
import { Link, Page, Section, SeverityBadge } from "./parts.tsx"
import { data, nameOf, numberText, say } from "./report.ts"
import type { ReportRule } from "./report-data.ts"
import { RulePage } from "./rule-page.tsx"
import { Table } from "./tables.tsx"
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
  const fired = rules
    .filter(({ findings }) => findings > 0)
    .sort((a, b) => b.alerts - a.alerts || b.findings - a.findings)
  const silent = rules.filter(({ findings }) => findings === 0)
  return (
    <Page
      title={say("rules-page.title")}
      lead={
        <p class="lead">
          {say("rules-page.lead", {
            fired: fired.length,
            rules: say("counted.rules", { count: rules.length }),
          })}
        </p>
      }
    >
      <Section title={say("rules-page.fired")}>
        <RuleTable title={say("rules-page.fired")} rules={fired} />
      </Section>
      <details class="section">
        <summary>
          <Heading level={2}>{say("rules-page.silent", { count: numberText(silent.length) })}</Heading>
        </summary>
        <RuleTable title={say("rules-page.silent", { count: numberText(silent.length) })} rules={silent} />
      </details>
    </Page>
  )
}

function RuleTable({ title, rules }: { readonly title: string; readonly rules: readonly ReportRule[] }) {
  return (
    <Table
      title={title}
      head={[
        say("rules-page.rule"),
        say("rules-page.severity"),
        say("rules-page.typology"),
        say("rules-page.evidence"),
        { number: say("rules-page.findings") },
        { number: say("rules-page.alerts") },
      ]}
      items={rules}
      row={(rule) => (
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
          <td class="number">{numberText(rule.alerts)}</td>
        </tr>
      )}
    />
  )
}
