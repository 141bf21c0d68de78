// Where money flows: by country of payer and payee, and by month.
import { MonthFlows } from "./month-flows.tsx"
import { Page, Section } from "./parts.tsx"
import { data, numberText, say } from "./report.ts"
import type { CorridorFlow } from "./report-data.ts"
import { Table, TotalsCell } from "./tables.tsx"

/** Bars of the chart. */
const CHARTED = 12

export function FlowsPage() {
  return (
    <Page title={say("flows.title")} lead={<p class="lead">{say("flows.lead")}</p>}>
      <Section title={say("flows.by-month")}>
        {data.months.length === 0 ? (
          <p>{say("flows.no-payments")}</p>
        ) : (
          <MonthFlows months={data.months} title={say("flows.by-month")} />
        )}
      </Section>
      <Section title={say("flows.by-corridor")}>
        {data.corridors.some(({ from, to }) => from !== "" || to !== "") ? (
          <Corridors />
        ) : (
          <p>{say("flows.no-countries")}</p>
        )}
      </Section>
    </Page>
  )
}

function Corridors() {
  const { corridors, corridorCount } = data
  return (
    <>
      <CorridorChart corridors={corridors} />
      {corridors.length === corridorCount ? null : (
        <p>{say("flows.cut", { shown: numberText(corridors.length), count: numberText(corridorCount) })}</p>
      )}
      <Table
        title={say("flows.by-corridor")}
        head={[
          say("flows.from"),
          say("flows.to"),
          { number: say("flows.payments") },
          { number: say("flows.flagged") },
          { number: say("flows.total") },
          { number: say("flows.flagged-total") },
        ]}
        items={corridors}
        row={({ from, to, payments, flagged, total, flaggedTotal }) => (
          <tr>
            <th scope="row">
              <Country code={from} />
            </th>
            <td>
              <Country code={to} />
            </td>
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

/** Names of countries are the browser's: this part of the page is for reading only. */
const countries = new Intl.DisplayNames([data.lang, "en"], { type: "region", fallback: "code" })

function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code
}

function Country({ code }: { readonly code: string }) {
  if (code === "") return <span class="soft">{say("flows.unknown")}</span>
  const name = countryName(code)
  return (
    <>
      {code} {name === code ? null : <span class="soft">{name}</span>}
    </>
  )
}

const ROW = 26
const LABEL = 150
const LENGTH = 520
const NUMBERS = 60

/** Flagged payments between countries as bars; those inside a country would dwarf them, and stand in the table. */
function CorridorChart({ corridors }: { readonly corridors: readonly CorridorFlow[] }) {
  const shown = corridors
    .filter(({ from, to, flagged }) => flagged > 0 && from !== "" && to !== "" && from !== to)
    .slice(0, CHARTED)
  if (shown.length === 0) return null
  const most = Math.max(...shown.map(({ flagged }) => flagged))
  const width = LABEL + LENGTH + NUMBERS
  const nameOfCorridor = ({ from, to }: CorridorFlow) => `${from} → ${to}`
  const label = say("flows.corridor-chart")
  return (
    <figure class="corridor-chart">
      <svg
        class="flow-chart"
        viewBox={`0 0 ${width} ${shown.length * ROW}`}
        width={width}
        role="img"
        aria-label={label}
      >
        {shown.map((corridor, i) => {
          const middle = i * ROW + ROW / 2
          const length = Math.max(2, Math.round((corridor.flagged / most) * LENGTH))
          const name = nameOfCorridor(corridor)
          return (
            <g>
              <title>
                {say("flows.bar", {
                  name,
                  payments: say("counted.payments", { count: corridor.payments }),
                  flagged: numberText(corridor.flagged),
                })}
              </title>
              <text class="bar-name" x={LABEL - 10} y={middle + 4}>
                {name}
              </text>
              <rect class="bar-flagged" x={LABEL} y={middle - 8} width={length} height={16} />
              <text x={LABEL + length + 6} y={middle + 4}>
                {numberText(corridor.flagged)}
              </text>
            </g>
          )
        })}
      </svg>
      <figcaption class="soft">{label}</figcaption>
    </figure>
  )
}
