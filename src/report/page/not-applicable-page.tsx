// What rules could not look at, and why: silence that means nothing.
import type { ComponentChildren } from "preact"
import { Link, Page, Section } from "./parts.tsx"
import { data, numberText, say } from "./report.ts"
import type { ReportRule } from "./report-data.ts"
import { Table } from "./tables.tsx"
import { Text } from "./text.tsx"

export function NotApplicablePage() {
  return (
    <Page title={say("not-applicable.title")} lead={<p class="lead">{say("not-applicable.lead")}</p>}>
      <Fields />
      <Rates />
      <Budgets />
      <NotRun />
    </Page>
  )
}

function Fields() {
  const rules = data.rules
    .filter(({ notApplicable }) => notApplicable > 0)
    .sort((a, b) => b.notApplicable - a.notApplicable)
  const title = say("not-applicable.fields")
  const { screened } = data.account
  return (
    <Section title={title}>
      {rules.length === 0 ? (
        <p>{say("not-applicable.all")}</p>
      ) : (
        <>
          <p>{say("not-applicable.fields-lead")}</p>
          <CountTable
            title={title}
            rules={rules}
            headings={[say("not-applicable.count"), say("not-applicable.share")]}
            counts={({ notApplicable }) => [
              numberText(notApplicable),
              `${screened === 0 ? 0 : Math.min(100, Math.round((100 * notApplicable) / screened))} %`,
            ]}
          />
        </>
      )}
    </Section>
  )
}

function Rates() {
  const rules = data.rules
    .filter(({ notDecidable }) => notDecidable > 0)
    .sort((a, b) => b.notDecidable - a.notDecidable)
  const title = say("not-applicable.rates")
  return (
    <Section title={title}>
      {rules.length === 0 ? (
        <p>{say("not-applicable.rates-none")}</p>
      ) : (
        <>
          <p>{say("not-applicable.rates-lead")}</p>
          <CountTable
            title={title}
            rules={rules}
            headings={[say("not-applicable.undecided")]}
            counts={({ notDecidable }) => [numberText(notDecidable)]}
          />
        </>
      )}
    </Section>
  )
}

function Budgets() {
  const rules = data.rules.filter(({ budgetReached }) => budgetReached.length > 0)
  const title = say("not-applicable.budgets")
  return (
    <Section title={title}>
      {rules.length === 0 ? (
        <p>{say("not-applicable.budgets-none")}</p>
      ) : (
        <>
          <p>{say("not-applicable.budgets-lead")}</p>
          <CountTable
            title={title}
            rules={rules}
            headings={[say("not-applicable.parties")]}
            counts={({ budgetReached }) => [numberText(budgetReached.length)]}
          />
        </>
      )}
    </Section>
  )
}

interface CountTableProps {
  readonly title: string
  readonly rules: readonly ReportRule[]
  readonly headings: readonly string[]
  readonly counts: (rule: ReportRule) => readonly string[]
}

function CountTable({ title, rules, headings, counts }: CountTableProps) {
  return (
    <Table
      title={title}
      head={[say("rules-page.rule"), ...headings.map((number) => ({ number }))]}
      items={rules}
      row={(rule) => (
        <tr>
          <th scope="row">
            <Link to="rules" id={rule.id}>
              <Text value={rule.title} />
            </Link>
          </th>
          {counts(rule).map((count) => (
            <td class="number">{count}</td>
          ))}
        </tr>
      )}
    />
  )
}

function NotRun() {
  const { notRun, incomplete } = data.account.selection
  return (
    <>
      <Section title={say("not-applicable.not-run")}>
        {notRun.length === 0 ? (
          <p>{say("not-applicable.not-run-none")}</p>
        ) : (
          <>
            <p>{say("not-applicable.not-run-lead")}</p>
            <RuleIds rows={notRun.map(({ rule, why }) => [rule, why])} />
          </>
        )}
      </Section>
      {incomplete.length === 0 ? null : (
        <Section title={say("not-applicable.incomplete")}>
          <p>{say("not-applicable.incomplete-lead")}</p>
          <RuleIds rows={incomplete.map((rule) => [rule, null])} />
        </Section>
      )}
    </>
  )
}

function RuleIds({ rows }: { readonly rows: readonly (readonly [rule: string, why: ComponentChildren])[] }) {
  return (
    <ul>
      {rows.map(([rule, why]) => (
        <li>
          <span class="id">
            <Text value={rule} />
          </span>
          {why === null ? null : <>: {why}</>}
        </li>
      ))}
    </ul>
  )
}
