// Payments by month: columns, flagged ones dark, and the same as a table.
import { numberText, say } from "./report.ts"
import type { MonthFlow } from "./report-data.ts"
import { Table, TotalsCell } from "./tables.tsx"

const HEIGHT = 140
const STEP = 56
const BAR = 34
/** Room below for the months and above for the numbers. */
const FOOT = 22
const HEAD = 20
/** More columns than this get no words of their own. */
const MOST_WORDS = 24

export function MonthFlows({
  months,
  title,
}: {
  readonly months: readonly MonthFlow[]
  readonly title: string
}) {
  return (
    <>
      <MonthChart months={months} />
      <Table
        title={title}
        head={[
          say("flows.month"),
          { number: say("flows.payments") },
          { number: say("flows.flagged") },
          { number: say("flows.total") },
          { number: say("flows.flagged-total") },
        ]}
        items={months}
        row={({ month, payments, flagged, total, flaggedTotal }) => (
          <tr>
            <th scope="row">{month}</th>
            <td class="number">{numberText(payments)}</td>
            <td class="number">{numberText(flagged)}</td>
            <TotalsCell totals={total} />
            <TotalsCell totals={flaggedTotal} />
          </tr>
        )}
      />
    </>
  )
}

function MonthChart({ months }: { readonly months: readonly MonthFlow[] }) {
  const most = Math.max(1, ...months.map(({ payments }) => payments))
  const step = months.length > MOST_WORDS ? 12 : STEP
  const bar = Math.min(BAR, step * 0.8)
  const width = Math.max(months.length * step, 1)
  const up = (value: number) => Math.round((value / most) * HEIGHT * 10) / 10
  return (
    <svg
      class="flow-chart month-chart"
      viewBox={`0 0 ${width} ${HEAD + HEIGHT + FOOT}`}
      width={width}
      height={HEAD + HEIGHT + FOOT}
      role="img"
      aria-label={say("flows.month-chart")}
    >
      {months.map(({ month, payments, flagged }, i) => {
        const middle = i * step + step / 2
        const base = HEAD + HEIGHT
        return (
          <g>
            <title>
              {say("flows.bar", {
                name: month,
                payments: say("counted.payments", { count: payments }),
                flagged: numberText(flagged),
              })}
            </title>
            <rect
              class="bar-all"
              x={middle - bar / 2}
              y={base - up(payments)}
              width={bar}
              height={up(payments)}
            />
            <rect
              class="bar-flagged"
              x={middle - bar / 2}
              y={base - up(flagged)}
              width={bar}
              height={up(flagged)}
            />
            {step === STEP ? (
              <>
                <text x={middle} y={base - up(payments) - 5}>
                  {numberText(payments)}
                </text>
                <text x={middle} y={base + 15}>
                  {month}
                </text>
              </>
            ) : null}
          </g>
        )
      })}
    </svg>
  )
}
