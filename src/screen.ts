// The batch run: the one file that joins the rooms. Payments in columns go in; findings, alerts, networks come out.
import { attachNetworks, buildAlerts } from "./alerts/build-alerts.ts"
import { evaluateCondition } from "./engine/condition.ts"
import { createEngineContext, type EngineContext } from "./engine/context.ts"
import { evaluateRules } from "./engine/evaluate.ts"
import { TRUE } from "./engine/masks.ts"
import { partyCountOf } from "./model/order.ts"
import type { RateTable } from "./model/rates.ts"
import type { Intake, RunHooks, Screening } from "./model/screening.ts"
import type { PaymentTable } from "./model/table.ts"
import { DEFAULT_HUB_DEGREE } from "./network/hubs.ts"
import { findNetworks } from "./network/networks.ts"
import type { Condition, RulePack } from "./rules/tree.ts"

export interface ScreenOptions extends RunHooks {
  /** Exchange rates for thresholds in other currencies; without them such conditions are not decidable. */
  readonly rates?: RateTable | undefined
  /** Seed of the community search. Default 1. */
  readonly seed?: number | undefined
  /** Resolution of the community search: above 1 smaller communities, below 1 larger ones. Default 1. */
  readonly resolution?: number | undefined
  /** Parties with more counterparties than this are set apart as public hubs. */
  readonly hubDegree?: number | undefined
  /** The account of reading, when the table was read from files. */
  readonly intake?: Intake | undefined
}

const DEFAULT_SEED = 1
const DEFAULT_RESOLUTION = 1

/**
 * Screens payments against a rule pack. Same table, pack and options: same result; the order of rows changes places
 * only. Rejects with the signal's reason when it is aborted.
 */
export async function screen(
  table: PaymentTable,
  pack: RulePack,
  options: ScreenOptions = {},
): Promise<Screening> {
  const { seed = DEFAULT_SEED, resolution = DEFAULT_RESOLUTION, hubDegree = DEFAULT_HUB_DEGREE } = options
  const hooks: RunHooks = { signal: options.signal, onProgress: options.onProgress }
  const context = createEngineContext(table, pack, { rates: options.rates })
  const { findings, outcomes } = await evaluateRules(context, pack.rules, hooks)

  options.onProgress?.({ stage: "alerts", done: 0, total: null, unit: "rows" })
  const statuses = new Map(pack.rules.map((rule) => [rule.id, rule.status]))
  const alerts = buildAlerts({
    table,
    findings,
    scoring: pack.scoring,
    statusOf: (rule) => statuses.get(rule) ?? "experimental",
  })

  options.signal?.throwIfAborted()
  options.onProgress?.({ stage: "networks", done: 0, total: null, unit: "rows" })
  const couriers = partiesOnLists(context, pack, ["couriers"], ["courier-categories"])
  const hubs = partiesOnLists(
    context,
    pack,
    ["public-hubs", "couriers"],
    ["hub-categories", "courier-categories"],
  )
  const result = findNetworks(
    { table, order: context.order, findings, alerts, listedHubs: hubs, couriers },
    { seed, resolution, hubDegree, hooks },
  )
  const { networkOf, ...networks } = result
  return {
    ...networks,
    table,
    findings,
    alerts: attachNetworks(alerts, networkOf),
    outcomes,
    pack: {
      files: pack.files,
      rules: pack.rules.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
      overrides: pack.overrides,
      disabled: pack.disabled,
    },
    parameters: { seed, resolution, hubDegree, rates: options.rates?.sha256 ?? "none" },
    intake: options.intake ?? null,
  }
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
    const mask = evaluateCondition(context, { kind: "any", of })
    for (let row = 0; row < mask.length; row++) if (mask[row] === TRUE) marks[codes[row]!] = 1
  }
  marks[0] = 0
  return marks
}
