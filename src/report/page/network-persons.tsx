// Which accounts of a network are one person's, by what signs, and names that only hint at it.
import { Heading } from "./headings.tsx"
import { Way } from "./network-tables.tsx"
import { Party, Section } from "./parts.tsx"
import { data, say } from "./report.ts"
import type { ReportNetwork, ReportPerson } from "./report-data.ts"
import { Said, slot } from "./said.tsx"
import { Text } from "./text.tsx"

const TIES_SHOWN = 6

export function NetworkPersons({ network }: { readonly network: ReportNetwork }) {
  const persons = [...new Set([...network.members, ...network.contacts].map(({ person }) => person))]
    .filter((person) => person >= 0)
    .map((person) => data.persons[person]!)
  const hints = data.hints.filter((hint) => data.networks[hint.network] === network)
  if (persons.length + hints.length === 0) return null
  return (
    <Section title={say("network-page.persons-title")}>
      {persons.length === 0 ? null : <p>{say("network-page.persons-lead")}</p>}
      {persons.map((person) => (
        <Person person={person} />
      ))}
      {hints.length === 0 ? null : (
        <>
          <Heading level={3}>{say("network-page.hints-title")}</Heading>
          <ul>
            {hints.map(({ note }) => (
              <li>
                <Text value={note} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Person({ person: { parties, ties, reliability } }: { readonly person: ReportPerson }) {
  return (
    <div class="person">
      <p>
        {parties.map((party, i) => (
          <>
            {i > 0 ? say("join.comma") : null}
            <Party index={party} />
          </>
        ))}{" "}
        <span class="soft">
          {say("network-page.person", {
            count: parties.length,
            reliability: Math.round(reliability * 100),
          })}
        </span>
      </p>
      <ul>
        {ties.slice(0, TIES_SHOWN).map(({ kind, value, count }) => (
          <li>
            <Said
              sentence={say("network-page.tie", {
                sign: say(`network-page.sign.${kind}`),
                value: slot("value"),
                count,
              })}
              parts={{ value: <Text value={value} /> }}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Parties outside of every network that suspicion comes to: where to look next. */
export function NearbyParties({ network: { nearby } }: { readonly network: ReportNetwork }) {
  if (nearby.length === 0) return null
  return (
    <Section title={say("network-page.nearby-title")}>
      <p>{say("network-page.nearby-lead")}</p>
      <ul class="link-list">
        {nearby.map(({ party, path }) => (
          <li>
            <Party index={party} />
            <Way path={path} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
