// How the results come about, in plain words, and what they cannot say.
import { EVIDENCE_KINDS, SEVERITIES } from "../../model/vocabulary.ts"
import { Heading } from "./headings.tsx"
import { Link, Page, Party, Section, SeverityBadge } from "./parts.tsx"
import { data, nameOf, numberText, say } from "./report.ts"
import { Table } from "./tables.tsx"
import { Text } from "./text.tsx"

const LIMITS = ["seen", "goods", "people", "silence", "decision"] as const

export function MethodPage() {
  return (
    <Page title={say("method.title")}>
      <Section title={say("method.limits")}>
        <ul>
          {LIMITS.map((limit) => (
            <li>
              {say(`method.limit-${limit}`)}
              {limit === "silence" ? (
                <>
                  {" "}
                  <Link to="not-applicable">{say("not-applicable.title")}</Link>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say("method.scores")}>
        <p>{say("method.scores-1")}</p>
        <p>{say("method.scores-2")}</p>
      </Section>
      <Section title={say("method.severities")}>
        <dl class="meanings">
          {[...SEVERITIES].reverse().map((severity) => (
            <div>
              <dt>
                <SeverityBadge severity={severity} />
              </dt>
              <dd>{say(`method.severity.${severity}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={say("method.evidence")}>
        <dl class="meanings">
          {EVIDENCE_KINDS.map((kind) => (
            <div>
              <dt>{nameOf("evidence", kind)}</dt>
              <dd>{say(`method.evidence.${kind}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Networks />
      <Hubs />
      <Parameters />
      <Changes />
      <Files />
    </Page>
  )
}

function Networks() {
  const { nodes, edges, communities, modularity } = data.account.graph
  return (
    <Section title={say("method.networks")}>
      <p>{say("method.networks-1")}</p>
      <p>
        {say("method.networks-2", {
          parties: say("counted.parties-in-all", { count: nodes }),
          ties: say("counted.ties", { count: edges }),
          communities: say("counted.communities", { count: communities }),
          modularity: modularity.toFixed(3),
        })}
      </p>
    </Section>
  )
}

function Hubs() {
  const title = say("method.hubs")
  return (
    <Section title={title}>
      <p>{say("method.hubs-lead", { degree: String(data.account.parameters["hubDegree"] ?? "") })}</p>
      {data.hubs.length === 0 ? (
        <p>{say("method.hubs-none")}</p>
      ) : (
        <Table
          title={title}
          head={[say("method.hub"), say("method.hub-by"), { number: say("method.counterparties") }]}
          items={data.hubs}
          row={({ party, by, degree }) => (
            <tr>
              <th scope="row">
                <Party index={party} />
              </th>
              <td>{say(`method.hub-${by}`)}</td>
              <td class="number">{numberText(degree)}</td>
            </tr>
          )}
        />
      )}
    </Section>
  )
}

function Parameters() {
  const title = say("method.parameters")
  return (
    <Section title={title}>
      <Table
        title={title}
        head={[say("method.parameter"), say("method.value")]}
        items={Object.entries(data.account.parameters)}
        row={([name, value]) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <Text value={String(value)} />
            </td>
          </tr>
        )}
      />
    </Section>
  )
}

function Changes() {
  const { overrides, listChanges } = data.account
  const changes = [
    ...overrides.map(({ rule, param, default: before, value }) =>
      say("method.override", { rule, param, value, default: before }),
    ),
    ...listChanges.map(({ list, added, removed, source, date }) =>
      say("method.list-change", { list, added: added.length, removed: removed.length, source, date }),
    ),
  ]
  return (
    <Section title={say("method.changes")}>
      {changes.length === 0 ? <p>{say("method.changes-none")}</p> : null}
      <ul>
        {changes.map((change) => (
          <li>
            <Text value={change} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Files() {
  const { ruleFiles, settings } = data.account
  const files = settings === null ? ruleFiles : [settings, ...ruleFiles]
  const title = say("method.files")
  return (
    <details class="section no-print">
      <summary>
        <Heading level={2}>{title}</Heading>
      </summary>
      <p>{say("method.files-lead", { count: numberText(ruleFiles.length) })}</p>
      <Table
        title={title}
        head={[say("method.file"), say("rules-page.checksum")]}
        items={files}
        row={({ file, sha256 }) => (
          <tr>
            <th scope="row">
              <Text value={file} />
            </th>
            <td>
              <code class="hash">{sha256}</code>
            </td>
          </tr>
        )}
      />
    </details>
  )
}
