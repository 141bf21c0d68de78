// Why a rule says nothing about a party: which condition failed, and by how much. Joins rooms, as the batch run does.
import { evaluateRule } from "./engine/evaluate.ts"
import {
  type CombineSilence,
  combineSilence,
  type NetworkSilence,
  networkSilence,
} from "./engine/why-not/found.ts"
import { explainDetection, type PaymentSilence } from "./engine/why-not/silence.ts"
import { checkArguments, optionsOf, PACK, SCREEN_OPTIONS, TABLE, TEXT } from "./model/arguments.ts"
import { MISSING } from "./model/dictionary.ts"
import { InputError } from "./model/errors.ts"
import { type Finding, groupBySubject } from "./model/finding.ts"
import { nearest } from "./model/nearest.ts"
import { partyNames } from "./model/party.ts"
import type { PaymentTable } from "./model/table.ts"
import { compareText } from "./model/vocabulary.ts"
import type { CombineDetection, NetworkDetection, Rule, RulePack } from "./rules/tree.ts"
import { courierParties, type ScreenOptions, type SharedWork, screenWith, startWork } from "./screen.ts"

/** What a rule says of a party, or why it says nothing. */
export interface Silence {
  readonly rule: string
  readonly ruleVersion: string
  readonly title: string
  readonly party: string
  /** The name most payments give the party; empty when none does. */
  readonly name: string
  /** Whether the rule finds something about the party (of rules about networks: about its network). */
  readonly fires: boolean
  /** Ids of those findings, in order of time. */
  readonly findings: readonly string[]
  /** Findings of the rule about others in which the party takes part. */
  readonly takesPartIn: readonly FindingAbout[]
  /**
   * The finding on the nearest window, where all its thresholds are met: a finding on a shared identifier is about the
   * holder with most of its payments. Null: there is no such window.
   */
  readonly foundAbout: FindingAbout | null
  /** Whether the rule gave up its search from this party at its work budget, so that its silence says little. */
  readonly budgetReached: boolean
  /** What each stage of the detection found; null when the rule fires. */
  readonly stages: Stages | null
}

interface FindingAbout {
  /** Id. */
  readonly finding: string
  readonly subject: string
}

type Stages = PaymentSilence | NetworkSilence | CombineSilence

/** The rule and the party that `explainSilence` is asked about, and how to screen. */
export interface SilenceOptions extends Omit<ScreenOptions, "intake"> {
  /** Ids. */
  readonly rule: string
  readonly party: string
}

const SILENCE_OPTIONS = optionsOf({ ...SCREEN_OPTIONS, rule: TEXT, party: TEXT }, "rule", "party")

/**
 * Tells why a rule of the pack is silent about a party of the table, with the engine's own figures.
 *
 * @throws InputError RULE_UNKNOWN_RULE, PARTY_NOT_FOUND, with what comes near. Rejects with the signal's reason when it
 *   is aborted.
 */
export async function explainSilence(
  table: PaymentTable,
  pack: RulePack,
  options: SilenceOptions,
): Promise<Silence> {
  checkArguments("explainSilence", {
    table: [table, TABLE],
    pack: [pack, PACK],
    options: [options, SILENCE_OPTIONS],
  })
  const rule = ruleNamed(pack, options.rule)
  checkParty(table, options.party)
  const work = startWork(table, pack, options)
  const { findings, budgetReached, subject, stages } = await lookAt(work, pack, rule, options.party, options)
  const own = findings.filter((finding) => finding.subject === subject)
  const told = own.length > 0 ? null : stages()
  return {
    rule: rule.id,
    ruleVersion: rule.version,
    title: rule.title,
    party: options.party,
    name: partyNames(work.context.table, [options.party]).get(options.party) ?? "",
    fires: own.length > 0,
    findings: own.map(({ id }) => id),
    takesPartIn: findings
      .filter((finding) => finding.subject !== subject && takesPart(finding, options.party))
      .map(aboutOf),
    foundAbout: told === null ? null : foundAbout(told, findings),
    budgetReached: budgetReached.includes(options.party),
    stages: told,
  }
}

function aboutOf({ id, subject }: Finding): FindingAbout {
  return { finding: id, subject }
}

function foundAbout(stages: Stages, findings: readonly Finding[]): FindingAbout | null {
  const nearest = stages.kind === "window" ? stages.nearest : null
  if (nearest?.having.every(({ state }) => state === "met") !== true) return null
  const holds = ({ payments }: Finding) => {
    const named = new Set(payments)
    return nearest.payments.every((id) => named.has(id))
  }
  const found = findings.find(holds)
  return found === undefined ? null : aboutOf(found)
}

interface Look {
  /** Of the rule, about anyone. */
  readonly findings: readonly Finding[]
  readonly budgetReached: readonly string[]
  /** Whom a finding on the party would be about: itself, or its network; null: it is in none. */
  readonly subject: string | null
  readonly stages: () => Stages
}

async function lookAt(
  work: SharedWork,
  pack: RulePack,
  rule: Rule,
  party: string,
  options: SilenceOptions,
): Promise<Look> {
  const { detection } = rule
  const { signal, onProgress } = options
  if (detection.kind === "network" || detection.kind === "combine")
    return lookAtFound(work, pack, rule, detection, party, options)
  const { context } = work
  signal?.throwIfAborted()
  onProgress?.({ stage: "rules", done: 0, total: 1, unit: "rules", item: rule.id })
  const { findings, outcome } = evaluateRule(context, rule)
  return {
    findings,
    budgetReached: outcome.budgetReached,
    subject: party,
    stages: () => explainDetection(context, detection, context.table.parties.code(party)),
  }
}

/** Rules that rest on what other rules found need a whole run. */
async function lookAtFound(
  work: SharedWork,
  pack: RulePack,
  rule: Rule,
  detection: NetworkDetection | CombineDetection,
  party: string,
  { rule: _, party: __, ...options }: SilenceOptions,
): Promise<Look> {
  const { context } = work

  const { findings, networks } = await screenWith(work, pack, options)
  const place = networks.findIndex(({ members }) => members.some((member) => member.party === party))
  const network = networks[place]
  const findingsOn = groupBySubject(findings)
  const on = (subjects: readonly string[]) => subjects.flatMap((subject) => findingsOn.get(subject) ?? [])
  const own = { findings: findings.filter((finding) => finding.rule === rule.id), budgetReached: [] }
  if (detection.kind === "network") {
    const scene = { networks, couriers: courierParties(context, pack), findingsOn }
    return {
      ...own,
      subject: network?.id ?? null,
      stages: () => networkSilence(context, rule.id, detection, scene, place),
    }
  }
  const subject = detection.subject === "party" ? party : (network?.id ?? null)
  const members = detection.subject === "party" ? [] : (network?.members ?? [])
  const subjects = subject === null ? [] : [subject, ...members.map((member) => member.party)]
  return {
    ...own,
    subject,
    stages: () => combineSilence(context, rule.id, detection, subject, on(subjects)),
  }
}

function ruleNamed(pack: RulePack, id: string): Rule {
  const rule = pack.rules.find((known) => known.id === id)
  if (rule !== undefined) return rule
  if (pack.disabled.includes(id)) {
    const detail = `the rule "${id}" does not run: settings leave it out; explain with other settings`
    throw new InputError("RULE_UNKNOWN_RULE", {}, detail)
  }
  const ids = pack.rules.map((known) => known.id)
  const near = nearest(id, ids)
  const hint = near === undefined ? `the rules are ${ids.join(", ")}` : `did you mean ${near}?`
  throw new InputError("RULE_UNKNOWN_RULE", {}, `there is no rule "${id}"; ${hint}`)
}

/** Ids compared at most; of more, only those of the same beginning. */
const MAX_COMPARED = 50_000

function takesPart({ parties }: Finding, party: string): boolean {
  return parties.some((each) => each.party === party)
}

function checkParty(table: PaymentTable, id: string): void {
  if (table.parties.code(id) !== MISSING) return
  const called = partiesCalled(table, id)
  const near = called.length > 0 ? called.join(", ") : nearest(id, idsLike(table, id))
  const hint =
    near === undefined
      ? "give the id of a payer or payee as it stands in the files"
      : called.length > 0
        ? `that is the name of ${near}`
        : `did you mean ${near}?`
  throw new InputError("PARTY_NOT_FOUND", {}, `no payment has the party "${id}"; ${hint}`)
}

/** Ids of the parties that some payment gives this name, the first few. */
function partiesCalled(table: PaymentTable, name: string): string[] {
  const ids = new Set<string>()
  for (const side of ["payer", "payee"] as const) {
    const column = table.text.get(`${side}Name`)
    const code = column?.values.code(name) ?? MISSING
    if (column === undefined || code === MISSING) continue
    for (let row = 0; row < table.rowCount; row++)
      if (column.codes[row] === code && table[side][row] !== MISSING)
        ids.add(table.parties.text(table[side][row]!))
  }
  return [...ids].sort(compareText).slice(0, 5)
}

function idsLike(table: PaymentTable, wanted: string): string[] {
  const ids: string[] = []
  const most = Math.ceil(wanted.length / 3)
  const isLarge = table.parties.size > MAX_COMPARED
  for (let code = 1; code < table.parties.size; code++) {
    const id = table.parties.text(code)
    if (Math.abs(id.length - wanted.length) > most) continue
    if (!isLarge || id.slice(0, 2) === wanted.slice(0, 2)) ids.push(id)
  }
  return ids
}
