// How the results come about, in plain words, and what they cannot say.
import { EVIDENCE_KINDS, SEVERITIES } from "../../model/vocabulary.ts"
import { LongTable } from "./network-tables.tsx"
import { Link, Page, Party, Section, SeverityBadge } from "./parts.tsx"
import { data, nameOf, numberText, say } from "./report.ts"
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
          nodes: numberText(nodes),
          edges: numberText(edges),
          communities: numberText(communities),
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
        <LongTable
          title={title}
          head={
            <tr>
              <th scope="col">{say("method.hub")}</th>
              <th scope="col">{say("method.hub-by")}</th>
              <th scope="col" class="number">
                {say("method.counterparties")}
              </th>
            </tr>
          }
          rows={data.hubs.map(({ party, by, degree }) => (
            <tr>
              <th scope="row">
                <Party index={party} />
              </th>
              <td>{say(`method.hub-${by}`)}</td>
              <td class="number">{numberText(degree)}</td>
            </tr>
          ))}
        />
      )}
    </Section>
  )
}

function Parameters() {
  const title = say("method.parameters")
  return (
    <Section title={title}>
      <LongTable
        title={title}
        head={
          <tr>
            <th scope="col">{say("method.parameter")}</th>
            <th scope="col">{say("method.value")}</th>
          </tr>
        }
        rows={Object.entries(data.account.parameters).map(([name, value]) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              <Text value={String(value)} />
            </td>
          </tr>
        ))}
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
        <h2>{title}</h2>
      </summary>
      <p>{say("method.files-lead", { count: numberText(ruleFiles.length) })}</p>
      <LongTable
        title={title}
        head={
          <tr>
            <th scope="col">{say("method.file")}</th>
            <th scope="col">{say("rules-page.checksum")}</th>
          </tr>
        }
        rows={files.map(({ file, sha256 }) => (
          <tr>
            <th scope="row">
              <Text value={file} />
            </th>
            <td>
              <code class="hash">{sha256}</code>
            </td>
          </tr>
        ))}
      />
    </details>
  )
}
