// One alert: why, on what evidence, when, with whom, and by which rows.
import { useState } from "preact/hooks"
import { FindingCard } from "./alert-finding.tsx"
import { AlertTimeline } from "./alert-timeline.tsx"
import { Counterparties } from "./counterparties.tsx"
import { EvidenceList, NetworkLink, Page, Party, Score, Section, totalsText } from "./parts.tsx"
import { PaymentsTable } from "./payments-table.tsx"
import { PrintButton } from "./print-button.tsx"
import { usePrinting } from "./printing.ts"
import {
  data,
  type FindingView,
  finding,
  numberText,
  partyId,
  partyName,
  say,
  standingAlerts,
} from "./report.ts"
import type { PaymentIndex } from "./report-data.ts"
import { Sentence, Text } from "./text.tsx"
import { timeText } from "./time-text.ts"

export function AlertPage({ alert }: { readonly alert: number }) {
  const { alerts } = data
  const party = alerts.party[alert]!
  const findings = alerts.findings[alert]!.map((index) => finding(index))
  const own = findings.filter(({ subject }) => subject >= 0)
  const payments = [...new Set(own.flatMap((each) => each.payments))].sort((a, b) => a - b)
  const name = partyName(party)
  const title = say("alert-page.title", {
    party: name === "" ? partyId(party) : `${name} (${partyId(party)})`,
  })
  return (
    <Page title={title} lead={<Facts alert={alert} />}>
      <Suppression alert={alert} />
      <Section title={say("alert-page.reasons")}>
        <Reasons alert={alert} />
      </Section>
      <Section title={say("alert-page.timeline")}>
        <AlertTimeline party={party} payments={payments} findings={own} />
      </Section>
      <Findings alert={alert} findings={findings} />
      <Section title={say("alert-page.counterparties")}>
        <Counterparties party={party} payments={payments} />
      </Section>
      <AlertPayments alert={alert} findings={findings} payments={payments} />
      <Neighbours alert={alert} />
    </Page>
  )
}

function Facts({ alert }: { readonly alert: number }) {
  const { alerts } = data
  const network = alerts.network[alert]!
  const rank = standingAlerts.indexOf(alert)
  return (
    <>
      {" "}
      <dl class="facts" aria-label={say("alert-page.facts")}>
        <div>
          <dt>{say("report.score")}</dt>
          <dd>
            <Score score={alerts.score[alert]!} severity={alerts.severity[alert]!} />
          </dd>
        </div>
        {rank < 0 ? null : (
          <div>
            <dt>{say("report.rank")}</dt>
            <dd>{say("alert-page.rank", { rank: rank + 1, total: standingAlerts.length })}</dd>
          </div>
        )}
        <div>
          <dt>{say("alert-page.evidence")}</dt>
          <dd>
            <EvidenceList kinds={alerts.evidence[alert]!} />
          </dd>
        </div>
        <div>
          <dt>{say("alert-page.payments")}</dt>
          <dd>{numberText(alerts.paymentCount[alert]!)}</dd>
        </div>
        <div>
          <dt>{say("report.total")}</dt>
          <dd>{totalsText(alerts.total[alert]!)}</dd>
        </div>
        <div>
          <dt>{say("alert-page.span")}</dt>
          <dd>
            {say("report.days", { from: timeText(alerts.first[alert]!), to: timeText(alerts.last[alert]!) })}
          </dd>
        </div>
        <div>
          <dt>{say("report.network")}</dt>
          <dd>{network < 0 ? say("alert-page.no-network") : <NetworkLink index={network} />}</dd>
        </div>
        <div>
          <dt>{say("alert-page.id")}</dt>
          <dd class="id">{alerts.id[alert]}</dd>
        </div>
      </dl>
      <PrintButton />
    </>
  )
}

function Suppression({ alert }: { readonly alert: number }) {
  const suppressed = data.alerts.suppressed[alert]
  if (suppressed === undefined) return null
  const { by, reason, until } = suppressed
  return (
    <p class="notice">
      <Text value={say("alert-page.suppressed", { by, until, reason })} />
    </p>
  )
}

/** More are there when asked for: an alert may have a hundred findings. */
const REASONS_SHOWN = 8
const CARDS_SHOWN = 6

function Reasons({ alert }: { readonly alert: number }) {
  const [all, setAll] = useState(false)
  const printing = usePrinting()
  const reasons = data.alerts.reasons[alert]!
  const shown = all || printing ? reasons : reasons.slice(0, REASONS_SHOWN)
  return (
    <>
      <ol class="reasons">
        {shown.map((reason) => (
          <li key={reason}>
            <Sentence value={data.texts[reason]!} />
          </li>
        ))}
      </ol>
      {shown.length < reasons.length ? (
        <button type="button" class="no-print" onClick={() => setAll(true)}>
          {say("report.more-rows", { count: reasons.length - shown.length })}
        </button>
      ) : null}
    </>
  )
}

function Findings({
  alert,
  findings,
}: {
  readonly alert: number
  readonly findings: readonly FindingView[]
}) {
  const [all, setAll] = useState(false)
  const printing = usePrinting()
  const total = data.alerts.findingCount[alert]!
  const shown = all || printing ? findings : findings.slice(0, CARDS_SHOWN)
  return (
    <Section title={say("alert-page.findings")}>
      {findings.length < total ? (
        <p class="notice">{say("alert-page.findings-more", { shown: findings.length, total })}</p>
      ) : null}
      {shown.map((each, index) => (
        <FindingCard key={each.id} number={index + 1} view={each} />
      ))}
      {shown.length < findings.length ? (
        <button type="button" class="no-print" onClick={() => setAll(true)}>
          {say("report.more-rows", { count: findings.length - shown.length })}
        </button>
      ) : null}
    </Section>
  )
}

interface AlertPaymentsProps {
  readonly alert: number
  readonly findings: readonly FindingView[]
  readonly payments: readonly PaymentIndex[]
}

function AlertPayments({ alert, findings, payments }: AlertPaymentsProps) {
  const [only, setOnly] = useState(-1)
  const numbers = numbersOfPayments(findings)
  const chosen = only < 0 ? payments : payments.filter((index) => findings[only]!.payments.includes(index))
  const total = data.alerts.paymentCount[alert]!
  const title = say("alert-page.payment-list")
  return (
    <Section title={title}>
      {payments.length < total ? (
        <p class="notice">{say("alert-page.payments-more", { shown: payments.length, total })}</p>
      ) : null}
      {findings.length > 1 ? (
        <p class="no-print">
          <label>
            {say("alert-page.show-finding")}{" "}
            <select value={only} onChange={(event) => setOnly(Number(event.currentTarget.value))}>
              <option value={-1}>{say("alert-page.all-findings")}</option>
              {findings.map((each, index) => (
                <option key={each.id} value={index}>
                  {say("alert-page.finding", { number: index + 1, title: each.rule.title })}
                </option>
              ))}
            </select>
          </label>
        </p>
      ) : null}
      <PaymentsTable
        title={title}
        payments={chosen}
        matches={findings.flatMap(({ matches }) => matches)}
        subject={data.alerts.party[alert]!}
        note={{
          heading: say("report.findings"),
          of: (index) => (numbers.get(index) ?? []).join(say("join.comma")),
        }}
      />
    </Section>
  )
}

/** Numbers of the findings that name each payment. */
function numbersOfPayments(findings: readonly FindingView[]): ReadonlyMap<PaymentIndex, readonly number[]> {
  const numbers = new Map<PaymentIndex, number[]>()
  findings.forEach(({ payments }, index) => {
    for (const payment of payments) {
      const known = numbers.get(payment)
      if (known === undefined) numbers.set(payment, [index + 1])
      else known.push(index + 1)
    }
  })
  return numbers
}

function Neighbours({ alert }: { readonly alert: number }) {
  const rank = standingAlerts.indexOf(alert)
  const before = rank < 0 ? undefined : standingAlerts[rank - 1]
  const after = rank < 0 ? undefined : standingAlerts[rank + 1]
  if (before === undefined && after === undefined) return null
  return (
    <nav class="neighbours no-print" aria-label={say("alert-page.neighbours")}>
      {before === undefined ? null : <Neighbour label={say("alert-page.previous")} alert={before} />}
      {after === undefined ? null : <Neighbour label={say("alert-page.next")} alert={after} />}
    </nav>
  )
}

function Neighbour({ label, alert }: { readonly label: string; readonly alert: number }) {
  return (
    <p>
      <span class="soft">{label}: </span>
      <Party index={data.alerts.party[alert]!} />{" "}
      <Score score={data.alerts.score[alert]!} severity={data.alerts.severity[alert]!} />
    </p>
  )
}
