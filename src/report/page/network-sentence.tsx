// What a network is, in two or three sentences.
import { Party, totalsText } from "./parts.tsx"
import { nameOf, say, taxonOf } from "./report.ts"
import type { ReportMember, ReportNetwork } from "./report-data.ts"
import { Said, slot } from "./said.tsx"
import { networkStory } from "./tell-network.ts"

/** More are counted, not named. */
const MOST_NAMED = 4

export function NetworkSentence({ network }: { readonly network: ReportNetwork }) {
  const { sellers, onward, paid } = networkStory(network)
  const told = sellers.length > 0 ? sellers : network.members
  const first =
    network.contactCount > 0 && paid.length > 0
      ? say(isAllBuyers(network) ? "network-page.sentence-paid" : "network-page.sentence-paid-by-parties", {
          count: network.contactCount,
          sellers: slot("sellers"),
          total: totalsText(paid),
        })
      : say("network-page.sentence-no-buyers", { sellers: slot("sellers") })
  return (
    <>
      <Said sentence={first} parts={{ sellers: <Names members={told} hasRoles={false} /> }} />{" "}
      {network.taxa.length === 0
        ? null
        : say("network-page.sentence-sold", { taxa: network.taxa.map(taxonOf).join(say("join.comma")) })}{" "}
      {sellers.length === 0 || onward.length === 0 ? null : (
        <Said
          sentence={say("network-page.sentence-onward", { parties: slot("parties") })}
          parts={{ parties: <Names members={onward} hasRoles /> }}
        />
      )}
    </>
  )
}

function isAllBuyers({ contacts }: ReportNetwork): boolean {
  return contacts.every(({ role }) => role === "buyer")
}

function Names({
  members,
  hasRoles,
}: {
  readonly members: readonly ReportMember[]
  readonly hasRoles: boolean
}) {
  const more = members.length - MOST_NAMED
  return (
    <>
      {members.slice(0, MOST_NAMED).map(({ party, role }, i) => (
        <>
          {i > 0 ? say("join.comma") : null}
          <Party index={party} />
          {hasRoles ? ` (${nameOf("role", role)})` : null}
        </>
      ))}
      {more > 0 ? ` + ${more}` : null}
    </>
  )
}
