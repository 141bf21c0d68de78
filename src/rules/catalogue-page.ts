// The catalogue of rules as a page. New York asks regulated institutions for documentation of their detection scenarios
// and of the assumptions, parameters and thresholds under them (3 NYCRR 504.3(a)(6)); this is that, for the rules.
import { checkArguments, having } from "../model/arguments.ts"
import { VERSION } from "../model/version.ts"
import { TYPOLOGIES } from "../model/vocabulary.ts"
import type { ContextEntry, NamedIndicator, RuleCatalogue, RuleEntry } from "./catalogue.ts"
import type { DescriptionPart } from "./describe-conditions.ts"
import { type Block, type Inline, type Page, pageHtml, pageMarkdown } from "./page.ts"
import type { Param } from "./tree.ts"

const CATALOGUE = having("a catalogue, as describeRules makes it", "rules", "contexts", "notRun")

/** The catalogue as Markdown. */
export function rulesMarkdown(catalogue: RuleCatalogue): string {
  checkArguments("rulesMarkdown", { catalogue: [catalogue, CATALOGUE] })
  return pageMarkdown(cataloguePage(catalogue))
}

/** The catalogue as one HTML file that loads nothing and runs nothing. */
export function rulesHtml(catalogue: RuleCatalogue): string {
  checkArguments("rulesHtml", { catalogue: [catalogue, CATALOGUE] })
  return pageHtml(cataloguePage(catalogue))
}

const TITLE = "Catalogue of detection rules"
const CONTEXTS_TITLE = "Benign contexts"
const CONTEXTS_ANCHOR = "benign-contexts"

function cataloguePage(catalogue: RuleCatalogue): Page {
  const typologies = TYPOLOGIES.map((typology) => ({
    typology,
    rules: catalogue.rules.filter((rule) => rule.typology === typology),
  })).filter(({ rules }) => rules.length > 0)
  const blocks: Block[] = [
    heading(1, TITLE, "top"),
    ...introduction(catalogue),
    heading(2, "Contents", "contents"),
    ...typologies.flatMap(({ typology, rules }) => [
      paragraph({ text: typology, anchor: typologyAnchor(typology) }),
      list(rules.map(({ id, title }) => [{ text: id, anchor: ruleAnchor(id) }, `: ${title}`])),
    ]),
    ...(catalogue.contexts.length === 0
      ? []
      : [paragraph({ text: CONTEXTS_TITLE, anchor: CONTEXTS_ANCHOR })]),
    ...typologies.flatMap(({ typology, rules }) => [
      heading(2, typology, typologyAnchor(typology)),
      ...rules.flatMap(ruleBlocks),
    ]),
    ...contextsSection(catalogue.contexts),
  ]
  return { title: TITLE, blocks }
}

function contextsSection(contexts: readonly ContextEntry[]): Block[] {
  if (contexts.length === 0) return []
  return [
    heading(2, CONTEXTS_TITLE, CONTEXTS_ANCHOR),
    paragraph(
      "Circumstances that make an innocent reading of words likelier. What words are worth in such a payment is multiplied by the factor; the finding stays and names the context.",
    ),
    ...contexts.flatMap(({ id, title, why, source, factor, holds }) => [
      heading(3, `${id}: ${title}`, `context-${id}`),
      paragraph(`${why} Factor: ${factor}. Source: ${source ?? "none stated"}.`),
      paragraph("It holds of a payment when all of this is true:"),
      list(holds.map(textItem)),
    ]),
  ]
}

function introduction({ rules, notRun, settings }: RuleCatalogue): Block[] {
  return [
    paragraph(
      `Documents the detection scenarios of this rule pack with their intent and design, and with the assumptions, ` +
        `parameters and thresholds they rest on, as 3 NYCRR 504.3(a)(6) (New York Department of Financial Services, Part 504) asks of a transaction monitoring program. Written by moneytrail ${VERSION} from the files of the rules; the values are those in force.`,
    ),
    paragraph(
      `Rules: ${rules.length}. Settings: ${settings ?? "none"}. The SHA-256 of each file tells this text apart from any other version of the rule.`,
    ),
    ...(notRun.length === 0
      ? []
      : [
          paragraph({ strong: "Rules that do not run." }),
          list(notRun.map(({ rule, why }) => [{ code: rule }, `: ${why}`])),
        ]),
  ]
}

function ruleBlocks(rule: RuleEntry): Block[] {
  const changed = rule.params.filter(({ value, default: byDefault }) => value !== byDefault)
  return [
    heading(3, `${rule.id}: ${rule.title}`, ruleAnchor(rule.id)),
    {
      kind: "table",
      head: ["Version", "Status", "Severity", "Evidence", "Typology", "Detection", "Tags"],
      rows: [
        [
          [rule.version],
          [rule.status],
          [rule.severity],
          [rule.evidence],
          [rule.typology],
          [rule.detection],
          [rule.tags.length === 0 ? "none" : rule.tags.join(", ")],
        ],
      ],
    },
    paragraph({ strong: "Intent." }, ` ${rule.description}`),
    paragraph({ strong: "How it decides." }),
    ...rule.decides.flatMap(partBlocks),
    ...section("Indicators it answers.", rule.indicators.map(indicatorItem)),
    ...(rule.params.length === 0
      ? [paragraph({ strong: "Parameters and thresholds." }, " None to set.")]
      : [
          paragraph(
            { strong: "Parameters and thresholds." },
            changed.length === 0 ? "" : ` Settings change ${changed.map(({ name }) => name).join(", ")}.`,
          ),
          paramTable(rule.params),
        ]),
    ...section("Known false positives.", rule.falsePositives.map(textItem)),
    ...section("Known blind spots.", rule.blindSpots.map(textItem)),
    ...section("References.", rule.references.map(textItem)),
    ...section(
      "Tests.",
      rule.tests.map(({ name, fires }) => [`${fires ? "fires" : "stays silent"}: ${name}`]),
    ),
    paragraph("File ", { code: rule.file }, ", SHA-256 ", { code: rule.sha256 }, "."),
  ]
}

function partBlocks({ text, points }: DescriptionPart): Block[] {
  return points.length === 0 ? [paragraph(text)] : [paragraph(text), list(points.map(textItem))]
}

function indicatorItem({ id, indicator }: NamedIndicator): Inline[] {
  if (indicator === null) return [{ code: id }, ": not among the known indicators"]
  const { document, text, visible, why, attested } = indicator
  const source = `${document.publisher}, ${document.title}, ${document.year}, ${indicator.place}`
  const notes = [
    ...(why === null ? [] : [`visible in payments: ${visible} (${why})`]),
    ...(attested === "text" ? [] : [`worded from ${attested === "memory" ? "memory" : "a summary"}`]),
  ]
  return [{ code: id }, `: ${text} [${source}${notes.map((note) => `; ${note}`).join("")}]`]
}

function paramTable(params: readonly Param[]): Block {
  return {
    kind: "table",
    head: ["Parameter", "Type", "In force", "Default", "Least", "Most", "Reason"],
    rows: params.map(({ name, type, value, default: byDefault, min, max, reason }) => [
      [{ code: name }],
      [type],
      [value],
      [byDefault],
      [min ?? "not bounded"],
      [max ?? "not bounded"],
      [reason],
    ]),
  }
}

/** What a rule says nothing of is said, not left out: that is itself an assumption. */
function section(title: string, items: readonly (readonly Inline[])[]): Block[] {
  const strong = { strong: title }
  return items.length === 0 ? [paragraph(strong, " None stated.")] : [paragraph(strong), list(items)]
}

function textItem(text: string): Inline[] {
  return [text]
}

function heading(level: 1 | 2 | 3, text: string, anchor: string): Block {
  return { kind: "heading", level, text, anchor }
}

function paragraph(...text: readonly Inline[]): Block {
  return { kind: "paragraph", text }
}

function list(items: readonly (readonly Inline[])[]): Block {
  return { kind: "list", items }
}

function ruleAnchor(id: string): string {
  return `rule-${id}`
}

function typologyAnchor(typology: string): string {
  return `typology-${typology}`
}
