// With whom the subject of an alert dealt in the payments shown.

import { useState } from "preact/hooks"
import { addTotals } from "./add-totals.ts"
import { Party, TableFrame, totalsText } from "./parts.tsx"
import { usePrinting } from "./printing.ts"
import { alertOfParty, data, numberText, type PaymentView, payment, say } from "./report.ts"
import type { PartyIndex, PaymentIndex, Totals } from "./report-data.ts"

interface Dealing {
  readonly party: PartyIndex
  /** Payments to the subject, and from it. */
  readonly into: PaymentIndex[]
  readonly out: PaymentIndex[]
}

const ROWS_SHOWN = 20

export function Counterparties({
  party,
  payments,
}: {
  readonly party: PartyIndex
  readonly payments: readonly PaymentIndex[]
}) {
  const [all, setAll] = useState(false)
  const printing = usePrinting()
  const dealings = dealingsOf(party, payments)
  const shown = all || printing ? dealings : dealings.slice(0, ROWS_SHOWN)
  const title = say("alert-page.counterparties")
  return (
    <>
      <TableFrame label={title}>
        <table class="counterparties">
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{say("report.party")}</th>
              <th scope="col">{say("report.score")}</th>
              <th scope="col">{say("alert-page.paid-it")}</th>
              <th scope="col">{say("alert-page.paid-by-it")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((dealing) => (
              <DealingRow key={dealing.party} dealing={dealing} />
            ))}
          </tbody>
        </table>
      </TableFrame>
      {shown.length < dealings.length ? (
        <button type="button" class="no-print" onClick={() => setAll(true)}>
          {say("report.more-rows", { count: dealings.length - shown.length })}
        </button>
      ) : null}
    </>
  )
}

function DealingRow({ dealing }: { readonly dealing: Dealing }) {
  const alert = alertOfParty(dealing.party)
  return (
    <tr>
      <th scope="row">
        <Party index={dealing.party} />
      </th>
      <td>{alert === undefined ? "" : numberText(data.alerts.score[alert]!)}</td>
      <td>
        <Sum payments={dealing.into} />
      </td>
      <td>
        <Sum payments={dealing.out} />
      </td>
    </tr>
  )
}

function Sum({ payments }: { readonly payments: readonly PaymentIndex[] }) {
  if (payments.length === 0) return null
  const totals = addTotals(payments.map((index) => totalOf(payment(index))))
  return (
    <>
      {say("counted.payments", { count: payments.length })}
      {say("join.comma")}
      {totalsText(totals)}
    </>
  )
}

function totalOf({ currency, amount }: PaymentView): Totals {
  return [currency, amount]
}

/** Most payments first. */
function dealingsOf(subject: PartyIndex, payments: readonly PaymentIndex[]): Dealing[] {
  const dealings = new Map<PartyIndex, Dealing>()
  for (const index of payments) {
    const { payer, payee } = payment(index)
    const isOut = payer === subject
    // A finding may name payments between others: of a chain that the subject opens, for instance.
    if (!isOut && payee !== subject) continue
    const party = isOut ? payee : payer
    const dealing = dealings.get(party) ?? { party, into: [], out: [] }
    dealing[isOut ? "out" : "into"].push(index)
    dealings.set(party, dealing)
  }
  return [...dealings.values()].sort(
    (a, b) => b.into.length + b.out.length - a.into.length - a.out.length || a.party - b.party,
  )
}
