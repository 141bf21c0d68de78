// The one table of the report: a frame that scrolls, a caption, headings, and rows that open on demand when there are many.
import type { ComponentChildren } from "preact"
import { useState } from "preact/hooks"
import { totalLines } from "./parts.tsx"
import { usePrinting } from "./printing.ts"
import { say } from "./report.ts"
import type { Totals } from "./report-data.ts"

/** Longer tables open on demand, and on paper. */
const FIRST_ROWS = 25

interface TableProps<Item> {
  /** What the table is of: its caption, and the name of the region that scrolls. */
  readonly title: string
  /** Headings in words, or a row of one's own. */
  readonly head: readonly Heading[] | ComponentChildren
  readonly items: readonly Item[]
  /** The row of an item, `<tr>` and all. */
  readonly row: (item: Item, index: number) => ComponentChildren
  readonly class?: string
  /** More than the title says, for screen readers. */
  readonly caption?: string
  /** The caption is read out by screen readers only, unless it is to be seen. */
  readonly hasCaption?: boolean
  /** Rows before one asks for more, and how many more at a time; unless given, 25 and all. */
  readonly first?: number
  readonly step?: number
}

/** The heading of a column; one of numbers stands on their side. */
export type Heading = string | { readonly number: string }

export function Table<Item>(props: TableProps<Item>) {
  const { title, head, items, row, caption, hasCaption, first, step } = props
  const [shown, setShown] = useState(first ?? FIRST_ROWS)
  const printing = usePrinting()
  const count = printing ? items.length : Math.min(shown, items.length)
  const more = Math.min(step ?? items.length, items.length - count)
  return (
    <>
      <TableFrame label={title}>
        <table class={props.class}>
          <caption class={hasCaption === true ? undefined : "unseen"}>{caption ?? title}</caption>
          <thead>{isHeadings(head) ? <Headings of={head} /> : head}</thead>
          <tbody>{items.slice(0, count).map(row)}</tbody>
        </table>
      </TableFrame>
      {more === 0 ? null : (
        <button type="button" class="no-print" onClick={() => setShown(count + more)}>
          {say("report.more-rows", { count: more })}
        </button>
      )}
    </>
  )
}

function isHeadings(head: readonly Heading[] | ComponentChildren): head is readonly Heading[] {
  return Array.isArray(head)
}

function Headings({ of }: { readonly of: readonly Heading[] }) {
  return (
    <tr>
      {of.map((heading) =>
        typeof heading === "string" ? (
          <th scope="col">{heading}</th>
        ) : (
          <th scope="col" class="number">
            {heading.number}
          </th>
        ),
      )}
    </tr>
  )
}

/** A part of the page that scrolls sideways where the screen is narrow; the keyboard reaches what is out of sight. */
function TableFrame({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus (WCAG 2.1.1)
    <section class="table-frame" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}

/** A line a currency, so that tables stay narrow. */
export function TotalsCell({ totals }: { readonly totals: Totals }) {
  return (
    <td class="number money">
      {totalLines(totals).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </td>
  )
}
