// The first thing on a network's page: the questions that an investigator asks, each with its answer.
import type { ComponentChildren } from "preact"
import type { NetworkRole } from "../../model/vocabulary.ts"
import { moneyText, Party, RoleWord, Section, totalsText } from "./parts.tsx"
import { payment, say, taxonOf } from "./report.ts"
import type { PartyIndex, ReportMember, ReportNetwork } from "./report-data.ts"
import { Said, slot } from "./said.tsx"
import { type NetworkStory, networkStory, type ProvingPayment, type SoldTaxon } from "./tell-network.ts"
import { MarkedText, Sentence, Text } from "./text.tsx"
import { dayText } from "./time-text.ts"
import { Time } from "./zone-choice.tsx"

export function NetworkStoryPart({ network }: { readonly network: ReportNetwork }) {
  const story = networkStory(network)
  const roles = new Map([...network.members, ...network.contacts].map(({ party, role }) => [party, role]))
  return (
    <Section title={say("network-page.in-short")}>
      <dl class="story">
        <Answer question={say("network-page.who-sells")}>
          <Sellers story={story} />
        </Answer>
        <Answer question={say("network-page.through-whom")}>
          {story.onward.length === 0 ? (
            <p>{say("network-page.direct")}</p>
          ) : (
            <PartyLines members={story.onward} />
          )}
        </Answer>
        <Answer question={say("network-page.what-sold")}>
          {network.taxa.length === 0 ? (
            <p>{say("network-page.no-taxa")}</p>
          ) : (
            <Sold network={network} sold={story.sold} />
          )}
        </Answer>
        <Answer question={say("network-page.how-much")}>
          <p>
            {say("network-page.totals", {
              total: totalsText(network.total),
              from: dayText(network.from),
              to: dayText(network.to),
            })}
          </p>
        </Answer>
        {story.proof.length === 0 ? null : (
          <Answer question={say("network-page.what-proves", { count: story.proof.length })}>
            {story.proof.length < 2 ? null : <p class="soft">{say("network-page.proof-order")}</p>}
            <ol class="proof">
              {story.proof.map((proof) => (
                <Proof proof={proof} roles={roles} />
              ))}
            </ol>
          </Answer>
        )}
      </dl>
    </Section>
  )
}

function Answer({ question, children }: { readonly question: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{question}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Sellers({ story: { sellers, isSelling } }: { readonly story: NetworkStory }) {
  if (sellers.length === 0) return <p>{say("network-page.no-buyers")}</p>
  return (
    <>
      {isSelling ? null : <p>{say("network-page.no-seller")}</p>}
      <PartyLines members={sellers} />
    </>
  )
}

/** A line a party, under its role and with the numbers that made it so. */
function PartyLines({ members }: { readonly members: readonly ReportMember[] }) {
  return (
    <ul class="plain">
      {members.map(({ party, role, why }) => (
        <li>
          <RoleWord role={role} />{" "}
          <Said
            sentence={say("network-page.seller", { party: slot("party"), why: slot("why") })}
            parts={{ party: <Party index={party} />, why: <Sentence value={why} /> }}
          />
        </li>
      ))}
    </ul>
  )
}

/** Taxa with the words that stand for them; of a taxon whose words this report does not hold, the name. */
function Sold({ network, sold }: { readonly network: ReportNetwork; readonly sold: readonly SoldTaxon[] }) {
  const told = new Set(sold.map(({ taxon }) => taxon))
  return (
    <ul class="plain">
      {sold.map(({ taxon, words, payments }) => (
        <li>
          <Said
            sentence={say("network-page.taxon", {
              taxon: slot("taxon"),
              words: slot("words"),
              count: payments,
            })}
            parts={{
              taxon: <strong>{taxonOf(taxon)}</strong>,
              words: words.map((word, i) => (
                <>
                  {i > 0 ? say("join.comma") : null}
                  <mark>
                    <Text value={word} />
                  </mark>
                </>
              )),
            }}
          />
        </li>
      ))}
      {network.taxa
        .filter((taxon) => !told.has(taxon))
        .map((taxon) => (
          <li>
            <strong>{taxonOf(taxon)}</strong>
          </li>
        ))}
    </ul>
  )
}

interface ProofProps {
  readonly proof: ProvingPayment
  readonly roles: ReadonlyMap<PartyIndex, NetworkRole>
}

function Proof({ proof: { payment: index, shows, memoSpans, goodsSpans }, roles }: ProofProps) {
  const { id, time, amount, currency, payer, payee, memo, goods, file, line } = payment(index)
  return (
    <li>
      <p class="transfer">
        <Time ms={time} hasUnit /> <PartyInRole party={payer} role={roles.get(payer)} />{" "}
        <span aria-hidden="true">→</span> <span class="unseen">{say("network-page.paid")}</span>{" "}
        <PartyInRole party={payee} role={roles.get(payee)} />{" "}
        <strong class="money">{moneyText(amount, currency)}</strong>
      </p>
      {memo === "" ? null : (
        <p class="quote">
          <MarkedText value={memo} spans={memoSpans} />
        </p>
      )}
      {goods === "" || goods === memo ? null : (
        <p class="quote">
          <MarkedText value={goods} spans={goodsSpans} />
        </p>
      )}
      <p class="soft">
        {shows.length === 0 ? null : (
          <>
            <Text value={say("network-page.found-by", { rules: shows.join("; ") })} />
            <br />
          </>
        )}
        <span class="id">
          <Text value={id} />
        </span>{" "}
        · <Text value={say("report.line", { file, line: String(line) })} />
      </p>
    </li>
  )
}

function PartyInRole({
  party,
  role,
}: {
  readonly party: PartyIndex
  readonly role: NetworkRole | undefined
}) {
  return (
    <>
      <Party index={party} />
      {role === undefined ? null : (
        <>
          {" "}
          <RoleWord role={role} />
        </>
      )}
    </>
  )
}
