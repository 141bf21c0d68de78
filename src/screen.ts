// The batch run: the one file that joins the rooms. Payments in columns go in; findings, alerts, networks come out.
import {
  addNetworkEvidence,
  attachNetworks,
  buildAlerts,
  scoreNetworkFindings,
} from "./alerts/build-alerts.ts"
import { allSuppressions } from "./alerts/given-suppressions.ts"
import { asOfDay, createSuppressor } from "./alerts/suppress.ts"
import { listRows } from "./engine/bits.ts"
import { evaluateCondition } from "./engine/condition.ts"
import { createEngineContext, type EngineContext } from "./engine/context.ts"
import {
  evaluateNetworkRules,
  evaluateRules,
  joinEvaluations,
  type RuleEvaluation,
} from "./engine/evaluate.ts"
import { checkArguments, optionsOf, PACK, SCREEN_OPTIONS, TABLE } from "./model/arguments.ts"
import { partyCountOf } from "./model/order.ts"
import { describeParties, type PartyTable, type PartyTableFacts } from "./model/party-table.ts"
import type { ApartList } from "./model/person.ts"
import type { RateTable } from "./model/rates.ts"
import type { IndicatorFacts, Intake, PackFacts, RuleFacts, RunHooks, Screening } from "./model/screening.ts"
import { finishInTurns, nextTurn } from "./model/steps.ts"
import type { Suppression } from "./model/suppression.ts"
import type { PaymentTable } from "./model/table.ts"
import { compareText } from "./model/vocabulary.ts"
import type { NetworkView } from "./network/alerted-view.ts"
import { DEFAULT_HUB_DEGREE } from "./network/hubs.ts"
import { findNetworks } from "./network/networks.ts"
import type { Resolution } from "./network/party-communities.ts"
import type { Condition, Rule, RulePack } from "./rules/tree.ts"
import { usesRates } from "./rules/uses-rates.ts"
import { nameKeys } from "./text/name-keys.ts"

/** What `screen` takes beside payments and rules. What is not given is not known, or as its default says. */
export interface ScreenOptions extends RunHooks {
  /** Exchange rates for thresholds in other currencies; without them such conditions are not decidable. */
  readonly rates?: RateTable | undefined
  /** What is known of parties: it fills fields of the payments, for rules that speak of it. */
  readonly parties?: PartyTable | undefined
  /** Seed of the community search. Default 1. */
  readonly seed?: number | undefined
  /**
   * Resolution of the community search: above 1 smaller communities, below 1 larger ones. Default 1. `auto`: the one at
   * which communities are most stable; see `sweepResolution`.
   */
  readonly resolution?: Resolution | undefined
  /**
   * Whose communities are sought: `all` parties', or those of parties within two ties of `alerts`. Default `auto`: by the
   * number of ties; see `VIEW_TIES`.
   */
  readonly networkView?: NetworkView | undefined
  /** Parties with more counterparties than this are set apart as public hubs. */
  readonly hubDegree?: number | undefined
  /**
   * Recorded decisions that two parties are different people: in networks nothing that they share joins or ties them. Rules
   * on shared identifiers go by accounts and see it still: two people on one device are what they look for.
   */
  readonly apart?: ApartList | undefined
  /** Recorded decisions not to alert, beside those of the pack's settings. */
  readonly suppressions?: readonly Suppression[] | undefined
  /** The day by which suppressions expire, `2026-11-22`. Default: the UTC day of the last settled payment. */
  readonly asOf?: string | undefined
  /** The account of reading, when the table was read from files. */
  readonly intake?: Intake | undefined
}

/** What several runs over one table share: see `backtest`. */
export interface SharedWork {
  readonly context: EngineContext
  /** What rules found with it; grows with each run. */
  readonly known: Map<Rule, RuleEvaluation>
  /** How the party table met the payments; null: there was none. */
  readonly parties: PartyTableFacts | null
}

const DEFAULT_SEED = 1

/**
 * Screens payments against a rule pack. Same table, pack and options: same result; the order of rows changes places
 * only. Rejects with the signal's reason when it is aborted, and with an InputError OPTION_INVALID for an `asOf` that is
 * no day and for a suppression that a file of them could not hold.
 */
export async function screen(
  table: PaymentTable,
  pack: RulePack,
  options: ScreenOptions = {},
): Promise<Screening> {
  checkArguments("screen", {
    table: [table, TABLE],
    pack: [pack, PACK],
    options: [options, optionsOf(SCREEN_OPTIONS)],
  })
  return screenWith(startWork(table, pack, options), pack, options)
}

/** Work that nothing has been found in yet. */
export function startWork(
  table: PaymentTable,
  pack: RulePack,
  { rates, parties }: Pick<ScreenOptions, "rates" | "parties">,
): SharedWork {
  const described = parties === undefined ? { table, facts: null } : describeParties(table, parties)
  const context = createEngineContext(described.table, pack, { rates })
  return { context, known: new Map(), parties: described.facts }
}

/** As `screen`, with what earlier runs over the table worked out. The pack has the words the work was started with. */
export async function screenWith(
  { context, known, parties }: SharedWork,
  pack: RulePack,
  options: ScreenOptions,
): Promise<Screening> {
  const { table } = context
  const { seed = DEFAULT_SEED, hubDegree = DEFAULT_HUB_DEGREE } = options
  const hooks: RunHooks = { signal: options.signal, onProgress: options.onProgress }
  const asOf = asOfDay(table, options.asOf)
  const suppressor = createSuppressor(table, allSuppressions(pack.suppressions, options.suppressions), asOf)
  const evaluated = await evaluateRules(context, pack.rules, hooks, known)
  await nextTurn(options.signal)
  const findings = suppressor.mark(evaluated.findings)

  const statuses = new Map(pack.rules.map((rule) => [rule.id, rule.status]))
  const scored = {
    findings,
    scoring: pack.scoring,
    statusOf: (rule: string) => statuses.get(rule) ?? "experimental",
  }
  const tellAlerts = (done: number, total: number) =>
    options.onProgress?.({ stage: "alerts", done, total, unit: "alerts" })
  const alerts = await finishInTurns(buildAlerts({ table, ...scored }, tellAlerts), options.signal)

  await nextTurn(options.signal)
  const { couriers, result } = await searchNetworks(
    context,
    pack,
    { findings, alerts },
    { ...options, seed, hubDegree },
  )
  const { networkOf, withEvidence, search, ...found } = result
  const scene = { networks: found.networks, couriers }
  const onNetworks = await evaluateNetworkRules(context, pack.rules, findings, scene, hooks)
  await nextTurn(options.signal)
  const networkFindings = suppressor.mark(onNetworks.findings)
  const evidence = scoreNetworkFindings(networkFindings, scored)
  const attached = addNetworkEvidence(attachNetworks(alerts, networkOf), evidence, scored)
  return {
    ...found,
    networks: evidence.size === 0 ? found.networks : withEvidence(attached, evidence),
    table,
    ...joinEvaluations(
      { findings, outcomes: evaluated.outcomes },
      { findings: networkFindings, outcomes: onNetworks.outcomes },
    ),
    alerts: attached,
    suppressions: suppressor.facts(),
    pack: packFacts(pack),
    parties,
    parameters: {
      seed,
      ...search,
      hubDegree,
      rates: options.rates?.sha256 ?? "none",
      asOf: asOf === "" ? "none" : asOf,
      lang: pack.messages.lang,
      untranslated: pack.untranslated.length,
    },
    intake: options.intake ?? null,
    messages: pack.messages,
  }
}

/** The stage of networks, and the couriers that were told apart for it: by party code, 1 for couriers. */
async function searchNetworks(
  context: EngineContext,
  pack: RulePack,
  { findings, alerts }: Pick<Screening, "findings" | "alerts">,
  options: ScreenOptions & { readonly seed: number; readonly hubDegree: number },
) {
  const { signal, onProgress, apart, seed, resolution, networkView: view, hubDegree } = options
  onProgress?.({ stage: "networks", done: 0, total: null, unit: "steps" })
  const couriers = courierParties(context, pack)
  const listedHubs = partiesOnLists(
    context,
    pack,
    ["public-hubs", "couriers"],
    ["hub-categories", "courier-categories"],
  )
  context.rest()
  await nextTurn(signal)
  const { table, order, messages } = context
  const steps = findNetworks(
    { table, order, findings, alerts, listedHubs, couriers, apart, nameKeys, messages },
    { seed, resolution, view, hubDegree, hooks: { signal, onProgress } },
  )
  return { couriers, result: await finishInTurns(steps, signal) }
}

/** A service screens a few payments with one pack again and again: to tell of it anew took a tenth of its time. */
const packsTold = new WeakMap<RulePack, PackFacts>()

function packFacts(pack: RulePack): PackFacts {
  const told = packsTold.get(pack) ?? tellPack(pack)
  packsTold.set(pack, told)
  return told
}

function tellPack(pack: RulePack): PackFacts {
  const { files, rules, settings, overrides, disabled, selection, listChanges } = pack
  return {
    files,
    rules: rules.map(ruleFacts),
    indicators: indicatorFacts(pack),
    settings,
    overrides,
    disabled,
    selection,
    listChanges,
  }
}

function indicatorFacts({ rules, indicators }: RulePack): IndicatorFacts[] {
  const named = [...new Set(rules.flatMap((rule) => rule.indicators))].sort(compareText)
  return named.flatMap((id) => {
    const indicator = indicators.get(id)
    if (indicator === undefined) return []
    const { text, place, document } = indicator
    return [{ id, text, place, publisher: document.publisher, document: document.title, year: document.year }]
  })
}

function ruleFacts(rule: Rule): RuleFacts {
  const { detection, params: _params, tags: _tags, file: _file, ...facts } = rule
  return { ...facts, usesRates: usesRates(detection) }
}

/** By party code: 1 for couriers. */
export function courierParties(context: EngineContext, pack: RulePack): Uint8Array {
  return partiesOnLists(context, pack, ["couriers"], ["courier-categories"])
}

/**
 * One entry a party code: 1 where the party is on the lists. A party is marked when any payment gives it a name on one
 * of the lists of names, or pays it under one of the listed categories. Lists that the pack does not have mark nobody.
 */
function partiesOnLists(
  context: EngineContext,
  pack: RulePack,
  nameLists: readonly string[],
  categoryLists: readonly string[],
): Uint8Array {
  const { table } = context
  const marks = new Uint8Array(partyCountOf(table) + 1)
  const onLists = (field: "payerName" | "payeeName" | "payeeCategory", lists: readonly string[]) =>
    lists.filter((list) => pack.lists.has(list)).map((list): Condition => ({ kind: "list", field, list }))
  const sides = [
    { codes: table.payer, of: onLists("payerName", nameLists) },
    {
      codes: table.payee,
      of: [...onLists("payeeName", nameLists), ...onLists("payeeCategory", categoryLists)],
    },
  ]
  for (const { codes, of } of sides) {
    if (of.length === 0) continue
    const { isTrue } = evaluateCondition(context, { kind: "any", of })
    for (const row of listRows(isTrue)) marks[codes[row]!] = 1
  }
  marks[0] = 0
  return marks
}
