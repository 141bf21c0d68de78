// The page of one network: in plain words, as a drawing, and as tables that hold all the drawing shows.
import { Heading } from "./headings.tsx"
import { MonthFlows } from "./month-flows.tsx"
import { NetworkDrawing } from "./network-drawing.tsx"
import { NearbyParties, NetworkPersons } from "./network-persons.tsx"
import { NetworkSentence } from "./network-sentence.tsx"
import { NetworkStoryPart } from "./network-story.tsx"
import { ContactsTable, EdgesTable, MembersTable } from "./network-tables.tsx"
import { Link, Page, Score, Section, totalsText } from "./parts.tsx"
import { PrintButton } from "./print-button.tsx"
import { data, finding, say } from "./report.ts"
import type { ReportNetwork } from "./report-data.ts"
import { Sentence, Text } from "./text.tsx"
import { dayText } from "./time-text.ts"

/** `index`: into `data.networks`. */
export function NetworkPage({ index }: { readonly index: number }) {
  const network = data.networks[index]!
  const title = say("network-page.title", { rank: index + 1, count: data.counts.networks })
  return (
    <Page title={title} lead={<NetworkLead network={network} />}>
      <PrintButton />
      <NetworkBody network={network} />
    </Page>
  )
}

function NetworkLead({ network }: { readonly network: ReportNetwork }) {
  return (
    <>
      <p class="lead">
        <NetworkSentence network={network} />
      </p>
      <p>
        <Score score={network.score} severity={network.severity} />{" "}
        <span class="soft">
          {say("network-page.moved", { total: totalsText(network.total) })}
          {say("join.comma")}
          {say("network-page.span", { from: dayText(network.from), to: dayText(network.to) })}
          {say("join.comma")}
          <span class="id">
            <Text value={network.id} />
          </span>
        </span>
      </p>
    </>
  )
}

function NetworkBody({ network }: { readonly network: ReportNetwork }) {
  return (
    <>
      <NetworkStoryPart network={network} />
      <Section title={say("drawing.title")}>
        <NetworkDrawing network={network} />
      </Section>
      <MembersTable network={network} />
      <NetworkPersons network={network} />
      <Reasons network={network} />
      <ContactsTable network={network} />
      <EdgesTable network={network} />
      <NearbyParties network={network} />
      <Section title={say("network-page.months-title")}>
        <MonthFlows months={network.months} title={say("network-page.months-title")} />
      </Section>
    </>
  )
}

function Reasons({ network }: { readonly network: ReportNetwork }) {
  const own = network.findings.map(finding)
  return (
    <Section title={say("network-page.reasons")}>
      <ol class="reasons">
        {network.reasons.map((reason) => (
          <li>
            <Sentence value={reason} />
          </li>
        ))}
      </ol>
      {own.length === 0 ? null : (
        <>
          <Heading level={3}>{say("network-page.findings-title")}</Heading>
          <ul class="link-list">
            {own.map(({ rule, id }) => (
              <li>
                <Link to="rules" id={rule.id}>
                  <Text value={rule.title} />
                </Link>{" "}
                <span class="id soft">{id}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Heading level={3}>{say("network-page.rules")}</Heading>
      <ul class="link-list">
        {network.rules.map((rule) => (
          <li>
            <Link to="rules" id={data.rules[rule]!.id}>
              <Text value={data.rules[rule]!.title} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
