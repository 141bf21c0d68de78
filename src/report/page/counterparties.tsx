// With whom the subject of an alert dealt in the payments shown.

import { addTotals } from "./add-totals.ts"
import { Party, totalsText } from "./parts.tsx"
import { alertOfParty, data, numberText, type PaymentView, payment, say } from "./report.ts"
import type { PartyIndex, PaymentIndex, Totals } from "./report-data.ts"
import { Table } from "./tables.tsx"

interface Dealing {
  readonly party: PartyIndex
  /** Payments to the subject, and from it. */
  readonly into: PaymentIndex[]
  readonly out: PaymentIndex[]
}

export function Counterparties({
  party,
  payments,
}: {
  readonly party: PartyIndex
  readonly payments: readonly PaymentIndex[]
}) {
  return (
    <Table
      title={say("alert-page.counterparties")}
      class="counterparties"
      head={[
        say("report.party"),
        say("report.score"),
        say("alert-page.paid-it"),
        say("alert-page.paid-by-it"),
      ]}
      items={dealingsOf(party, payments)}
      row={(dealing) => <DealingRow key={dealing.party} dealing={dealing} />}
    />
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
