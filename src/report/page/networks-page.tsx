// All networks, the strongest evidence first.
import { LongTable, TotalsCell } from "./network-tables.tsx"
import { Link, Page, Party, Score } from "./parts.tsx"
import { PrintButton } from "./print-button.tsx"
import { data, numberText, say, taxonOf } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"
import { networkStory } from "./tell-network.ts"
import { Text } from "./text.tsx"
import { dayText } from "./time-text.ts"

const SELLERS_SHOWN = 3

export function NetworksPage() {
  const title = say("network-page.list-title")
  return (
    <Page title={title} lead={<p class="lead">{say("network-page.list-lead")}</p>}>
      {data.networks.length === 0 ? (
        <p>{say("network-page.none")}</p>
      ) : (
        <>
          <PrintButton />
          <LongTable
            title={title}
            head={<Head />}
            rows={data.networks.map((network, i) => <Row network={network} rank={i + 1} />)}
          />
        </>
      )}
    </Page>
  )
}

function Head() {
  return (
    <tr>
      <th scope="col">{say("network-page.network")}</th>
      <th scope="col">{say("network-page.score")}</th>
      <th scope="col">{say("network-page.who-sells")}</th>
      <th scope="col">{say("network-page.what-sold")}</th>
      <th scope="col">{say("network-page.size")}</th>
      <th scope="col" class="number">
        {say("network-page.total")}
      </th>
      <th scope="col">{say("network-page.time")}</th>
    </tr>
  )
}

function Row({ network, rank }: { readonly network: ReportNetwork; readonly rank: number }) {
  const { id, score, severity, members, contactCount, taxa, total, from, to } = network
  const story = networkStory(network)
  // Members that are only paid by contacts are no sellers: the network's page says so, a column cannot.
  const sellers = story.isSelling ? story.sellers : []
  return (
    <tr>
      <th scope="row">
        <Link to="networks" id={id}>
          {say("network-page.numbered", { rank: numberText(rank) })}
        </Link>
        <br />
        <span class="id soft">
          <Text value={id} />
        </span>
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
      <TotalsCell total={total} />
      <td class="day">
        {dayText(from)}
        <br />
        {dayText(to)}
      </td>
    </tr>
  )
}
