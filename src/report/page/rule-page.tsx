// One rule: what it looks for, on whose word, what else may explain it, and the alerts it is part of.
import type { ComponentChildren } from "preact"
import { Page, Party, Score, Section, SeverityBadge } from "./parts.tsx"
import { data, nameOf, numberText, say, standingAlerts } from "./report.ts"
import type { ReportRule } from "./report-data.ts"
import { Text } from "./text.tsx"

const ALERTS_SHOWN = 50

export function RulePage({ index }: { readonly index: number }) {
  const rule = data.rules[index]!
  const { title, severity, description, references, indicators, falsePositives, blindSpots } = rule
  return (
    <Page
      title={title}
      lead={
        <p class="lead">
          <SeverityBadge severity={severity} /> <span class="id soft">{rule.id}</span>
        </p>
      }
    >
      <p>
        <Text value={description} />
      </p>
      <Facts rule={rule} />
      {references.length === 0 ? null : (
        <Section title={say("rules-page.sources")}>
          <ul>
            {references.map((reference) => (
              <li>
                <Linked text={reference} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {indicators.length === 0 ? null : (
        <Section title={say("rules-page.indicators")}>
          <p>{say("rules-page.indicators-lead")}</p>
          <Indicators ids={indicators} />
        </Section>
      )}
      {falsePositives.length === 0 ? null : (
        <Section title={say("rules-page.false-positives")}>
          <Texts texts={falsePositives} />
        </Section>
      )}
      {blindSpots.length === 0 ? null : (
        <Section title={say("rules-page.blind-spots")}>
          <Texts texts={blindSpots} />
        </Section>
      )}
      <AlertsOf index={index} />
    </Page>
  )
}

function Facts({ rule }: { readonly rule: ReportRule }) {
  const facts: readonly (readonly [name: string, value: ComponentChildren])[] = [
    [say("rules-page.typology"), nameOf("typology", rule.typology)],
    [say("rules-page.evidence"), nameOf("evidence", rule.evidence)],
    [say("rules-page.status"), nameOf("status", rule.status)],
    [say("rules-page.version"), rule.version],
    [say("rules-page.findings"), numberText(rule.findings)],
    [say("rules-page.not-applicable"), numberText(rule.notApplicable)],
    [say("rules-page.not-decidable"), numberText(rule.notDecidable)],
    [say("rules-page.checksum"), <code class="hash">{rule.sha256}</code>],
  ]
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** An indicator that the pack does not tell of stands by its id alone. */
function Indicators({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ul>
      {ids.map((id) => {
        const known = data.indicators.find((indicator) => indicator.id === id)
        return (
          <li>
            <span class="id">
              <Text value={id} />
            </span>
            {known === undefined ? null : (
              <>
                : <Text value={known.text} />
                <div class="soft">
                  <Text
                    value={`${known.publisher}, ${known.document} (${known.year})${say("join.comma")}${known.place}`}
                  />
                </div>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul>
      {texts.map((text) => (
        <li>
          <Text value={text} />
        </li>
      ))}
    </ul>
  )
}

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>").,;])/

/** Web addresses as links: nothing loads until one goes there. */
function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(ADDRESS).map((piece, i) =>
        i % 2 === 0 ? (
          <Text value={piece} />
        ) : (
          <a href={piece} rel="noreferrer noopener" class="address">
            {piece}
          </a>
        ),
      )}
    </>
  )
}

function AlertsOf({ index }: { readonly index: number }) {
  const { alerts } = data
  const found = standingAlerts.filter((alert) => alerts.rules[alert]!.includes(index))
  return (
    <Section title={say("rules-page.alerts-title")}>
      {found.length === 0 ? <p>{say("rules-page.no-alerts")}</p> : null}
      <ul class="plain">
        {found.slice(0, ALERTS_SHOWN).map((alert) => (
          <li>
            <Score score={alerts.score[alert]!} severity={alerts.severity[alert]!} />{" "}
            <Party index={alerts.party[alert]!} />
          </li>
        ))}
      </ul>
      {found.length > ALERTS_SHOWN ? (
        <p>{say("rules-page.more-alerts", { count: numberText(found.length - ALERTS_SHOWN) })}</p>
      ) : null}
    </Section>
  )
}
