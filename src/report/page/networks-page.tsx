// All networks, the strongest evidence first.
import { NetworkLink, Page, Party, Score } from "./parts.tsx"
import { PrintButton } from "./print-button.tsx"
import { data, say, taxonOf } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"
import { Table, TotalsCell } from "./tables.tsx"
import { networkStory } from "./tell-network.ts"
import { dayText } from "./time-text.ts"

const SELLERS_SHOWN = 3

export function NetworksPage() {
  const title = say("network-page.list-title")
  const { networks, counts } = data
  return (
    <Page title={title} lead={<p class="lead">{say("network-page.list-lead")}</p>}>
      {networks.length < counts.networks ? (
        <p class="notice">
          {say("network-page.list-cut", { shown: networks.length, total: counts.networks })}
        </p>
      ) : null}
      {networks.length === 0 ? (
        <p>{say("network-page.none")}</p>
      ) : (
        <>
          <PrintButton />
          <Table
            title={title}
            head={[
              say("network-page.network"),
              say("network-page.score"),
              say("network-page.who-sells"),
              say("network-page.what-sold"),
              say("network-page.size"),
              { number: say("network-page.total") },
              say("network-page.time"),
            ]}
            items={networks}
            row={(network, index) => <Row network={network} index={index} />}
          />
        </>
      )}
    </Page>
  )
}

function Row({ network, index }: { readonly network: ReportNetwork; readonly index: number }) {
  const { score, severity, members, contactCount, taxa, total, from, to } = network
  const story = networkStory(network)
  // Members that are only paid by contacts are no sellers: the network's page says so, a column cannot.
  const sellers = story.isSelling ? story.sellers : []
  return (
    <tr>
      <th scope="row">
        <NetworkLink index={index} />
      </th>
      <td>
        <Score score={score} severity={severity} />
      </td>
      <td>
        {sellers.length === 0 ? <span class="soft">–</span> : null}
        {sellers.slice(0, SELLERS_SHOWN).map(({ party }) => (
          <div class="whole-words">
            <Party index={party} />
          </div>
        ))}
        {sellers.length > SELLERS_SHOWN ? (
          <div class="soft">{`+ ${sellers.length - SELLERS_SHOWN}`}</div>
        ) : null}
      </td>
      <td class="whole-words">
        {taxa.length === 0 ? <span class="soft">–</span> : taxa.map(taxonOf).join(say("join.comma"))}
      </td>
      <td>
        <span class="day">{say("counted.members", { count: members.length })}</span>
        <br />
        <span class="day soft">{say("counted.contacts", { count: contactCount })}</span>
      </td>
      <TotalsCell totals={total} />
      <td class="day">
        {dayText(from)}
        <br />
        {dayText(to)}
      </td>
    </tr>
  )
}
