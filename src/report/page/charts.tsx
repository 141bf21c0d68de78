// Bars of the overview. Each chart has its numbers in words or in a table beside it.

import type { DatedCount } from "./day-buckets.ts"
import { numberText, say } from "./report.ts"
import { Table } from "./tables.tsx"

/** A bar inside a table row; the number beside it says the same. */
export function Bar({
  value,
  most,
  class: name = "",
}: {
  readonly value: number
  readonly most: number
  readonly class?: string
}) {
  return (
    <svg class={`bar ${name}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={most === 0 ? 0 : (100 * value) / most} height="8" />
    </svg>
  )
}

const HEIGHT = 90

/** Columns along time; `days` in order, gaps closed. */
export function TimeColumns({
  days,
  title,
  unit,
}: {
  readonly days: readonly DatedCount[]
  readonly title: string
  readonly unit: string
}) {
  const most = Math.max(...days.map(({ alerts }) => alerts))
  const peak = days.find(({ alerts }) => alerts === most)
  const first = days[0]?.day ?? ""
  const last = days.at(-1)?.day ?? ""
  const step = 1000 / days.length
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 1000 ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say("overview.chart", {
          first,
          last,
          most: say("counted.alerts", { count: most }),
          when: peak?.day ?? "",
        })}
      >
        {days.map(({ day, alerts }, index) => {
          const height = most === 0 ? 0 : (HEIGHT * alerts) / most
          return (
            <rect
              class="column"
              x={index * step + step * 0.1}
              width={step * 0.8}
              y={HEIGHT - height}
              height={height}
            >
              <title>{`${day}: ${numberText(alerts)}`}</title>
            </rect>
          )
        })}
        <line class="axis" x1="0" x2="1000" y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <div class="chart-ends" aria-hidden="true">
        <span>{first}</span>
        <span>{last}</span>
      </div>
      <details>
        <summary>{say("report.in-numbers")}</summary>
        <Table
          title={title}
          class="numbers"
          head={[
            unit,
            { number: say("overview.alerts-count") },
            { number: say("overview.flagged") },
            { number: say("overview.payments") },
          ]}
          items={days.filter(({ alerts, payments }) => alerts > 0 || payments > 0)}
          row={({ day, alerts, flagged, payments }) => (
            <tr>
              <th scope="row">{day}</th>
              <td class="number">{numberText(alerts)}</td>
              <td class="number">{numberText(flagged)}</td>
              <td class="number">{numberText(payments)}</td>
            </tr>
          )}
        />
      </details>
    </figure>
  )
}
