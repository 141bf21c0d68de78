// The table of all alerts: search, filters, order, pages.
import { useEffect, useMemo, useState } from "preact/hooks"
import { type AlertView, FIRST_VIEW, matchingAlerts, type SortColumn } from "./alert-filter.ts"
import { AlertFilters } from "./alert-filters.tsx"
import { NetworkLink, Page, Party, Reason, Score } from "./parts.tsx"
import { alertCount, data, headline, numberText, say, standingAlerts } from "./report.ts"
import { Table, TotalsCell } from "./tables.tsx"
import { dayText } from "./time-text.ts"

/** Kept while other pages are looked at, so that the way back leads to the same rows. */
let lastView = FIRST_VIEW

export function AlertsPage() {
  const [view, setView] = useState(lastView)
  useEffect(() => {
    lastView = view
  }, [view])
  const found = useMemo(
    () => matchingAlerts(view),
    [
      view.search,
      view.severity,
      view.evidence,
      view.typology,
      view.rule,
      view.inNetwork,
      view.sort,
      view.ascending,
    ],
  )
  /** Whatever is changed beside the page leads back to the first. */
  const change = (part: Partial<AlertView>) => setView((before) => ({ ...before, page: 0, ...part }))
  return (
    <Page title={say("report.page-alerts")}>
      {standingAlerts.length < alertCount ? (
        <p class="notice">{say("alert-table.cut", { shown: standingAlerts.length, total: alertCount })}</p>
      ) : null}
      <AlertFilters view={view} change={change} />
      <p class="shown" role="status">
        {say("alert-table.shown", { shown: found.length, count: standingAlerts.length })}
      </p>
      {found.length === 0 ? (
        <p>{say("alert-table.empty")}</p>
      ) : (
        <>
          <AlertTable found={found} view={view} change={change} />
          <Paging count={found.length} view={view} change={change} />
        </>
      )}
    </Page>
  )
}

interface TableProps {
  readonly view: AlertView
  readonly change: (part: Partial<AlertView>) => void
}

function AlertTable({ found, view, change }: TableProps & { readonly found: readonly number[] }) {
  const names: Readonly<Record<SortColumn, string>> = {
    score: say("report.score"),
    party: say("report.party"),
    findings: say("report.findings"),
    payments: say("alert-table.payments"),
    first: say("alert-table.first"),
    last: say("alert-table.last"),
  }
  const order = view.ascending ? say("alert-table.ascending") : say("alert-table.descending")
  const caption = say("alert-table.caption", { column: names[view.sort], order })
  const sortable = (column: SortColumn, number: boolean) => (
    <SortHead name={names[column]} column={column} number={number} view={view} change={change} />
  )
  const from = view.page * view.perPage
  return (
    <Table
      title={say("report.page-alerts")}
      caption={caption}
      class="alerts"
      head={
        <tr>
          {sortable("score", false)}
          {sortable("party", false)}
          <th scope="col">{say("report.reason")}</th>
          <th scope="col" class="number">
            {say("report.total")}
          </th>
          {sortable("payments", true)}
          {sortable("findings", true)}
          {sortable("first", false)}
          {sortable("last", false)}
          <th scope="col">{say("report.network")}</th>
        </tr>
      }
      items={found.slice(from, from + view.perPage)}
      first={view.perPage}
      key={view.perPage}
      row={(alert) => <AlertRow key={alert} alert={alert} />}
    />
  )
}

function SortHead({
  name,
  column,
  number,
  view,
  change,
}: TableProps & { readonly name: string; readonly column: SortColumn; readonly number: boolean }) {
  const active = view.sort === column
  const order = view.ascending ? "ascending" : "descending"
  return (
    <th scope="col" class={number ? "number" : undefined} aria-sort={active ? order : "none"}>
      <button
        type="button"
        class="sort"
        onClick={() => change({ sort: column, ascending: active ? !view.ascending : column === "party" })}
      >
        {name}
        <span aria-hidden="true" class="sort-sign">
          {active ? (view.ascending ? "▲" : "▼") : "↕"}
        </span>
      </button>
    </th>
  )
}

function AlertRow({ alert }: { readonly alert: number }) {
  const { alerts } = data
  const network = alerts.network[alert]!
  return (
    <tr>
      <td>
        <Score score={alerts.score[alert]!} severity={alerts.severity[alert]!} />
      </td>
      <th scope="row">
        <Party index={alerts.party[alert]!} />
      </th>
      <td class="reason">
        <Reason text={headline(alert)} />
      </td>
      <TotalsCell totals={alerts.total[alert]!} />
      <td class="number">{numberText(alerts.paymentCount[alert]!)}</td>
      <td class="number">{numberText(alerts.findingCount[alert]!)}</td>
      <td class="day">{dayText(alerts.first[alert]!)}</td>
      <td class="day">{dayText(alerts.last[alert]!)}</td>
      <td class="network">{network < 0 ? null : <NetworkLink index={network} />}</td>
    </tr>
  )
}

const PAGE_SIZES = [25, 50, 100, 250] as const

function Paging({ count, view, change }: TableProps & { readonly count: number }) {
  const pages = Math.max(1, Math.ceil(count / view.perPage))
  const go = (page: number) => change({ page })
  return (
    <nav class="paging no-print" aria-label={say("alert-table.paging")}>
      <button type="button" disabled={view.page === 0} onClick={() => go(view.page - 1)}>
        {say("alert-table.previous")}
      </button>
      <span role="status">{say("alert-table.page", { page: view.page + 1, pages })}</span>
      <button type="button" disabled={view.page + 1 >= pages} onClick={() => go(view.page + 1)}>
        {say("alert-table.next")}
      </button>
      <label>
        {say("alert-table.per-page")}{" "}
        <select
          value={view.perPage}
          onChange={(event) => change({ perPage: Number(event.currentTarget.value) })}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
    </nav>
  )
}
