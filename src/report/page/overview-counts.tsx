// How the alerts spread: by severity, by rule, by day.
import type { ComponentChildren } from "preact"
import { SEVERITIES } from "../../model/vocabulary.ts"
import { Bar, TimeColumns } from "./charts.tsx"
import { bucketDays } from "./day-buckets.ts"
import { Link, Section, SeverityBadge } from "./parts.tsx"
import { data, numberText, say, standingAlerts } from "./report.ts"
import { Table } from "./tables.tsx"
import { Text } from "./text.tsx"

const RULES_SHOWN = 12

export function AlertsBySeverity() {
  const counts = SEVERITIES.toReversed().map((severity) => ({
    what: <SeverityBadge severity={severity} />,
    count: data.counts.alerts[severity],
    bar: `bar-${severity}`,
  }))
  return <CountBars title={say("overview.by-severity")} heading={say("report.severity")} counts={counts} />
}

export function AlertsByRule() {
  const counts = data.rules
    .filter(({ alerts }) => alerts > 0)
    .sort((a, b) => b.alerts - a.alerts)
    .slice(0, RULES_SHOWN)
    .map(({ id, title, alerts }) => ({
      what: (
        <Link to="rules" id={id}>
          <Text value={title} />
        </Link>
      ),
      count: alerts,
    }))
  if (counts.length === 0) return null
  return <CountBars title={say("overview.by-rule")} heading={say("report.rule")} counts={counts} />
}

interface CountBarsProps {
  readonly title: string
  readonly heading: string
  readonly counts: readonly {
    readonly what: ComponentChildren
    readonly count: number
    /** Class of the bar. */
    readonly bar?: string
  }[]
}

/** Counts as a table whose bars say the same. */
function CountBars({ title, heading, counts }: CountBarsProps) {
  const most = Math.max(...counts.map(({ count }) => count))
  return (
    <Section title={title}>
      <Table
        title={title}
        class="numbers"
        head={[heading, { number: say("overview.alerts-count") }]}
        items={counts}
        row={({ what, count, bar }) => (
          <tr>
            <th scope="row">{what}</th>
            <td class="number">{numberText(count)}</td>
            <td class="bar-cell" aria-hidden="true">
              <Bar value={count} most={most} class={bar ?? ""} />
            </td>
          </tr>
        )}
      />
    </Section>
  )
}

export function AlertsByDay() {
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
