// The frame of the report: its pages, the way between them, and what stands on all of them.
import type { ComponentChildren } from "preact"
import { useMemo, useState } from "preact/hooks"
import { AlertPage } from "./alert-page.tsx"
import { AlertsPage } from "./alerts-page.tsx"
import { FlowsPage } from "./flows-page.tsx"
import { MethodPage } from "./method-page.tsx"
import { NetworkPage } from "./network-page.tsx"
import { NetworksPage } from "./networks-page.tsx"
import { NotApplicablePage } from "./not-applicable-page.tsx"
import { OverviewPage } from "./overview-page.tsx"
import { Link, Page } from "./parts.tsx"
import { PrintPage } from "./print-page.tsx"
import { alertCount, data, numberText, say } from "./report.ts"
import { type Route, useRoute } from "./route.ts"
import { RulesPage } from "./rules-page.tsx"
import { SuppressedPage } from "./suppressed-page.tsx"
import { Text } from "./text.tsx"
import { Zone, ZoneChoice } from "./zone-choice.tsx"

const PAGES: readonly (readonly [page: string, name: string, count: number | null])[] = [
  ["", say("report.page-overview"), null],
  ["alerts", say("report.page-alerts"), alertCount],
  ["networks", say("report.page-networks"), data.counts.networks],
  ["flows", say("report.page-flows"), null],
  ["rules", say("report.page-rules"), null],
  ["not-applicable", say("report.page-not-applicable"), null],
  ["suppressed", say("report.page-suppressed"), data.counts.suppressed],
  ["method", say("report.page-method"), null],
]

export function App() {
  const route = useRoute()
  const [zone, setZone] = useState("")
  const key = `${route.page}/${route.id ?? ""}`
  // The page is made anew only when one goes to another, not when the frame is drawn.
  const page = useMemo(() => pageOf(route), [key])
  return (
    <>
      <SkipButton />
      <header class="top no-print">
        <Link to="" class="brand">
          moneytrail
        </Link>
        <nav aria-label={say("report.pages")}>
          <ul>
            {PAGES.map(([path, name, count]) => (
              <li key={path}>
                <a href={`#/${path}`} aria-current={route.page === path ? "page" : undefined}>
                  {name}
                  {count === null || count === 0 ? null : <span class="count"> {numberText(count)}</span>}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <ZoneChoice zone={zone} choose={setZone} />
      </header>
      <Zone.Provider value={zone}>
        <main id="main" tabIndex={-1} key={key}>
          {page}
        </main>
      </Zone.Provider>
      <footer class="foot">
        <p>{say("report.foot", { version: data.version })}</p>
      </footer>
    </>
  )
}

/** A button, not a link: the address behind `#` is taken by the pages. */
function SkipButton() {
  return (
    <button type="button" class="skip no-print" onClick={() => document.getElementById("main")?.focus()}>
      {say("report.skip")}
    </button>
  )
}

function pageOf(route: Route): ComponentChildren {
  const { page, id } = route
  if (page === "alerts" && id !== null)
    return one(data.alerts.id.indexOf(id), (alert) => <AlertPage alert={alert} />)
  if (page === "networks" && id !== null)
    return one(
      data.networks.findIndex((network) => network.id === id),
      (index) => <NetworkPage index={index} />,
    )
  if (page === "rules") return <RulesPage rule={id} />
  if (id !== null) return <NotFoundPage />
  switch (page) {
    case "":
      return <OverviewPage />
    case "alerts":
      return <AlertsPage />
    case "networks":
      return <NetworksPage />
    case "flows":
      return <FlowsPage />
    case "not-applicable":
      return <NotApplicablePage />
    case "print":
      return <PrintPage />
    case "suppressed":
      return <SuppressedPage />
    case "method":
      return <MethodPage />
    default:
      return <NotFoundPage />
  }
}

/** `index`: -1 where there is none. */
function one(index: number, page: (index: number) => ComponentChildren): ComponentChildren {
  return index < 0 ? <NotFoundPage /> : page(index)
}

function NotFoundPage() {
  return (
    <Page title={say("report.not-found")}>
      <p>
        <Text value={say("report.not-found-why", { address: location.hash })} />
      </p>
      <p>
        <Link to="">{say("report.go-overview")}</Link>
      </p>
    </Page>
  )
}
