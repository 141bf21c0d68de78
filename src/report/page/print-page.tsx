// Every high and critical network and alert one after another, each on paper of its own.
import { compareSeverity, type Severity } from "../../model/vocabulary.ts"
import { AlertPage } from "./alert-page.tsx"
import { Nested } from "./headings.tsx"
import { NetworkPage } from "./network-page.tsx"
import { Page } from "./parts.tsx"
import { data, say, standingAlerts } from "./report.ts"

/** More would keep a browser busy for minutes. */
const MOST_ALERTS = 100
const MOST_NETWORKS = 50

export function PrintPage() {
  const isUrgent = (severity: Severity) => compareSeverity(severity, "high") >= 0
  const alerts = standingAlerts.filter((alert) => isUrgent(data.alerts.severity[alert]!))
  const networks = [...data.networks.keys()].filter((index) => isUrgent(data.networks[index]!.severity))
  const shownAlerts = alerts.slice(0, MOST_ALERTS)
  const shownNetworks = networks.slice(0, MOST_NETWORKS)
  return (
    <Page title={say("print.title")}>
      {alerts.length + networks.length === 0 ? (
        <p>{say("print.none")}</p>
      ) : (
        <p>
          {say("print.made", {
            alerts: say("counted.alerts", { count: shownAlerts.length }),
            networks: say("counted.networks", { count: shownNetworks.length }),
          })}{" "}
          {alerts.length > MOST_ALERTS || networks.length > MOST_NETWORKS
            ? say("print.cut", {
                alerts: say("counted.alerts", { count: alerts.length }),
                networks: say("counted.networks", { count: networks.length }),
              })
            : null}{" "}
          <button type="button" class="no-print" onClick={() => print()}>
            {say("print.start")}
          </button>
        </p>
      )}
      <Nested>
        {shownNetworks.map((index) => (
          <article class="dossier" key={data.networks[index]!.id}>
            <NetworkPage index={index} />
          </article>
        ))}
        {shownAlerts.map((alert) => (
          <article class="dossier" key={data.alerts.id[alert]}>
            <AlertPage alert={alert} />
          </article>
        ))}
      </Nested>
    </Page>
  )
}
