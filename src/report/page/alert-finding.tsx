// One finding of an alert: which rule, on what conditions, by which words, and what speaks against it.
import { Heading } from "./headings.tsx"
import { SeverityBadge } from "./parts.tsx"
import {
  data,
  type FindingView,
  languageName,
  type MatchView,
  nameOf,
  numberText,
  say,
  taxonOf,
} from "./report.ts"
import type { ReportTerm } from "./report-data.ts"
import { hashOf } from "./route.ts"
import { Table } from "./tables.tsx"
import { Sentence, Text } from "./text.tsx"
import { timeText } from "./time-text.ts"

export function FindingCard({ number, view }: { readonly number: number; readonly view: FindingView }) {
  const { rule, suppressed } = view
  return (
    <article class="finding">
      <Heading level={3}>
        <Text value={say("alert-page.finding", { number, title: rule.title })} />{" "}
        <SeverityBadge severity={view.severity} />
      </Heading>
      <p class="soft">
        <a class="id" href={hashOf("rules", rule.id)}>
          {rule.id}
        </a>{" "}
        {[
          say("alert-page.version", { version: rule.version }),
          nameOf("typology", rule.typology),
          nameOf("evidence", rule.evidence),
          say("report.days", { from: timeText(view.from), to: timeText(view.to) }),
          say("counted.payments", { count: view.paymentCount }),
        ].join(say("join.comma"))}
      </p>
      <p class="reason">
        <Sentence value={view.reason} />
      </p>
      {view.subject < 0 ? <p class="soft">{say("alert-page.on-network")}</p> : null}
      {suppressed === undefined ? null : (
        <p class="notice">
          <Text value={say("alert-page.finding-suppressed", { ...suppressed })} />
        </p>
      )}
      <Conditions view={view} />
      <Words view={view} />
      <Contexts view={view} />
      <InnocentCauses view={view} />
      <AboutRule view={view} />
    </article>
  )
}

function Conditions({ view }: { readonly view: FindingView }) {
  if (view.conditions.length === 0) return null
  return (
    <Table
      title={say("alert-page.conditions")}
      hasCaption
      class="conditions"
      head={[say("alert-page.measure"), say("alert-page.threshold"), say("alert-page.observed")]}
      items={view.conditions}
      row={({ measure, threshold, observed }) => (
        <tr>
          <th scope="row">
            <Sentence value={measure} />
          </th>
          <td>
            <Sentence value={threshold} />
          </td>
          <td class="observed">
            <Sentence value={observed} />
          </td>
        </tr>
      )}
    />
  )
}

/** One word as it stands in texts, heard in one way, with the number of payments it stands in. */
interface Word {
  readonly term: ReportTerm
  readonly written: string
  readonly heard: MatchView["heard"]
  readonly payments: number
}

function wordsOf(matches: readonly MatchView[]): Word[] {
  const words = new Map<string, { word: Omit<Word, "payments">; payments: Set<number> }>()
  for (const { payment, text, start, end, term, heard } of matches) {
    const written = text.slice(start, end)
    const key = `${term} ${heard} ${written}`
    const known = words.get(key) ?? { word: { term: data.terms[term]!, written, heard }, payments: new Set() }
    known.payments.add(payment)
    words.set(key, known)
  }
  return [...words.values()]
    .map(({ word, payments }) => ({ ...word, payments: payments.size }))
    .sort(
      (a, b) =>
        Number(a.term.kind === "benign") - Number(b.term.kind === "benign") || b.payments - a.payments,
    )
}

function Words({ view }: { readonly view: FindingView }) {
  const words = wordsOf(view.matches)
  if (words.length === 0) return null
  return (
    <Table
      title={say("alert-page.words")}
      hasCaption
      class="words"
      head={[
        say("alert-page.as-written"),
        say("alert-page.word"),
        say("alert-page.stands-for"),
        say("alert-page.heard"),
        say("alert-page.ambiguity"),
        { number: say("alert-page.in-payments") },
        say("alert-page.source"),
      ]}
      items={words}
      row={(word) => <WordRow word={word} />}
    />
  )
}

function WordRow({ word: { term, written, heard, payments } }: { readonly word: Word }) {
  const isBenign = term.kind === "benign"
  return (
    <tr class={isBenign ? "benign" : undefined}>
      <th scope="row">
        <mark>
          <Text value={written} />
        </mark>
      </th>
      <td>
        <Text value={term.term} />
      </td>
      <td>
        <StandsFor term={term} />
      </td>
      <td>{say(`heard.${heard}`)}</td>
      <td>{isBenign ? "" : nameOf("term", term.ambiguity)}</td>
      <td class="number">{numberText(payments)}</td>
      <td class="source">
        <Text value={term.source} />
      </td>
    </tr>
  )
}

function StandsFor({ term }: { readonly term: ReportTerm }) {
  const taxon = term.taxon === "" ? say("alert-page.trade-word") : taxonOf(term.taxon)
  if (term.kind === "benign") return <Text value={say("alert-page.benign-word", { taxon })} />
  return <Text value={[taxon, nameOf("term", term.kind), languageName(term.lang)].join(say("join.comma"))} />
}

function Contexts({ view }: { readonly view: FindingView }) {
  if (view.contexts.length === 0) return null
  return (
    <div class="against">
      <Heading level={4}>{say("alert-page.contexts")}</Heading>
      <ul>
        {view.contexts.map(({ title, factor, observed, payments }) => (
          <li key={title}>
            <Text
              value={say("alert-page.context", {
                title,
                observed,
                count: payments,
                percent: Math.round(factor * 100),
              })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Not folded away: what to rule out is the next thing to do. */
function InnocentCauses({ view }: { readonly view: FindingView }) {
  if (view.rule.falsePositives.length === 0) return null
  return (
    <div class="against">
      <TextList title={say("alert-page.false-positives")} items={view.rule.falsePositives} />
    </div>
  )
}

function AboutRule({ view }: { readonly view: FindingView }) {
  const { description, blindSpots, references } = view.rule
  return (
    <details class="about-rule">
      <summary>{say("alert-page.about-rule")}</summary>
      <p>
        <Text value={description} />
      </p>
      <TextList title={say("alert-page.blind-spots")} items={blindSpots} />
      <TextList title={say("alert-page.references")} items={references} />
    </details>
  )
}

function TextList({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <>
      <Heading level={4}>{title}</Heading>
      <ul>
        {items.map((item) => (
          <li key={item}>
            <Text value={item} />
          </li>
        ))}
      </ul>
    </>
  )
}
