// What the drawing says of the party one points at or has gone to.
import { addTotals } from "./add-totals.ts"
import { Link, Party, totalsText } from "./parts.tsx"
import { alertOfParty, data, nameOf, say } from "./report.ts"
import type { ReportEdge, ReportMember, ReportNetwork } from "./report-data.ts"
import { Sentence } from "./text.tsx"

export function PartyDetails({
  network,
  member,
}: {
  readonly network: ReportNetwork
  readonly member: ReportMember | undefined
}) {
  return (
    <div class="details no-print" aria-live="polite">
      {member === undefined ? (
        <p class="soft">{say("drawing.pick")}</p>
      ) : (
        <Details network={network} member={member} />
      )}
    </div>
  )
}

function Details({ network, member }: { readonly network: ReportNetwork; readonly member: ReportMember }) {
  const { party, role, why, score } = member
  const alert = alertOfParty(party)
  const received = network.edges.filter(({ payee }) => payee === party)
  const paid = network.edges.filter(({ payer }) => payer === party)
  return (
    <>
      <p>
        <strong>
          <Party index={party} />
        </strong>{" "}
        · {nameOf("role", role)}: <Sentence value={why} />
      </p>
      <p>
        {[
          ...(received.length === 0 ? [] : [say("drawing.in", sums(received))]),
          ...(paid.length === 0 ? [] : [say("drawing.out", sums(paid))]),
        ].join("; ")}
        {alert === undefined ? null : (
          <>
            {" · "}
            <Link to="alerts" id={data.alerts.id[alert]!}>
              {say("drawing.open-alert", { score })}
            </Link>
          </>
        )}
      </p>
    </>
  )
}

function sums(edges: readonly ReportEdge[]): { readonly count: number; readonly total: string } {
  return {
    count: edges.reduce((sum, { count }) => sum + count, 0),
    total: totalsText(addTotals(edges.map(({ total }) => total))),
  }
}
