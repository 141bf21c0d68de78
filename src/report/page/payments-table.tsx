// Payments with all that is known of them: who, what was written with matched words marked, and where the row stands.
import type { ComponentChildren } from "preact"
import { moneyText, Party } from "./parts.tsx"
import { type MatchView, nameOf, type PaymentView, payment, say } from "./report.ts"
import type { PartyIndex, PaymentIndex } from "./report-data.ts"
import { Table } from "./tables.tsx"
import { MarkedText, Text } from "./text.tsx"
import { Time } from "./zone-choice.tsx"

/** Rows shown before one asks for more, and how many more at a time. */
const ROWS_AT_A_TIME = 100

interface PaymentsTableProps {
  readonly title: string
  readonly payments: readonly PaymentIndex[]
  /** Matches of these payments; of others they are left aside. */
  readonly matches: readonly MatchView[]
  /** Shown as `the party itself`, not as a link. */
  readonly subject?: PartyIndex
  /** A further column. */
  readonly note?: { readonly heading: string; readonly of: (index: PaymentIndex) => ComponentChildren }
}

export function PaymentsTable({ title, payments, matches, subject, note }: PaymentsTableProps) {
  const matchesOf = groupByPayment(matches)
  return (
    <Table
      title={title}
      class="payments"
      head={[
        say("report.time"),
        say("report.from"),
        say("report.to"),
        { number: say("report.amount") },
        say("report.memo"),
        say("report.how"),
        say("report.place"),
        ...(note === undefined ? [] : [note.heading]),
      ]}
      items={payments}
      first={ROWS_AT_A_TIME}
      step={ROWS_AT_A_TIME}
      row={(index) => (
        <PaymentRow
          key={index}
          view={payment(index)}
          matches={matchesOf.get(index) ?? []}
          subject={subject}
          note={note?.of(index)}
        />
      )}
    />
  )
}

function groupByPayment(matches: readonly MatchView[]): ReadonlyMap<PaymentIndex, readonly MatchView[]> {
  const groups = new Map<PaymentIndex, MatchView[]>()
  for (const match of matches) {
    const group = groups.get(match.payment)
    if (group === undefined) groups.set(match.payment, [match])
    else group.push(match)
  }
  return groups
}

interface PaymentRowProps {
  readonly view: PaymentView
  readonly matches: readonly MatchView[]
  readonly subject: PartyIndex | undefined
  readonly note: ComponentChildren
}

function PaymentRow({ view, matches, subject, note }: PaymentRowProps) {
  return (
    <tr>
      <td class="time">
        <Time ms={view.time} />
      </td>
      <td class={view.payer === subject ? "who self" : "who"}>
        <Party index={view.payer} />
      </td>
      <td class={view.payee === subject ? "who self" : "who"}>
        <Party index={view.payee} />
      </td>
      <td class="number money">{moneyText(view.amount, view.currency)}</td>
      <td class="memo-cell">
        <WrittenTexts view={view} matches={matches} />
      </td>
      <td>
        <How view={view} />
      </td>
      <td class="place">
        <Text value={say("report.line", { file: view.file, line: String(view.line) })} />
        <br />
        <span class="id soft">
          <Text value={view.id} />
        </span>
      </td>
      {note === undefined ? null : <td>{note}</td>}
    </tr>
  )
}

/** The memo, the goods, and whatever other field a word was found in. */
function WrittenTexts({
  view,
  matches,
}: {
  readonly view: PaymentView
  readonly matches: readonly MatchView[]
}) {
  const fields = new Map<string, string>()
  if (view.memo !== "") fields.set("memo", view.memo)
  if (view.goods !== "") fields.set("goods", view.goods)
  for (const { field, text } of matches) if (!fields.has(field)) fields.set(field, text)
  return (
    <>
      {[...fields].map(([field, text]) => (
        <div key={field}>
          {field === "memo" ? null : (
            <span class="soft">{say("alert-page.field", { field: nameOf("field", field) })}</span>
          )}
          <MarkedText value={text} spans={matches.filter((match) => match.field === field)} />
        </div>
      ))}
    </>
  )
}

function How({ view }: { readonly view: PaymentView }) {
  const unknown = say("report.country-unknown")
  const { channel, payerCountry, payeeCountry } = view
  return (
    <>
      {channel === "" ? null : (
        <div>
          <Text value={channel} />
        </div>
      )}
      {payerCountry === "" && payeeCountry === "" ? null : (
        <div>{say("report.country", { from: payerCountry || unknown, to: payeeCountry || unknown })}</div>
      )}
    </>
  )
}
