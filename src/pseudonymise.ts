// A screening under pseudonyms. Payments are veiled before they are screened: rules compare the texts of the files, and
// whatever is told, sorted or made an id of is a token or a mask from the start, so that no sentence has to be searched
// for names afterwards. What is known only at the end, the words of memos that findings rest on, is shown then.
//
// Told as they are: amounts, times, countries, channels, categories, quantities, names of files and columns, numbers of
// lines, what rules and lists say themselves. Names of files may hold what they should not: name them with care.
import { allSuppressions } from "./alerts/given-suppressions.ts"
import { maskMatched, placeMatches } from "./mask-texts.ts"
import { checkArguments, optionsOf, PACK, SCREEN_OPTIONS, TABLE, VEIL } from "./model/arguments.ts"
import { retellFinding } from "./model/listed-finding.ts"
import { describeParties } from "./model/party-table.ts"
import type { ApartList } from "./model/person.ts"
import type { Reject, RejectLog } from "./model/reject.ts"
import type { ListChange, Screening } from "./model/screening.ts"
import type { Suppression } from "./model/suppression.ts"
import type { PaymentTable } from "./model/table.ts"
import { MASK, type Veil } from "./model/veil.ts"
import { isToldByToken, sealTable, veilTable } from "./model/veil-table.ts"
import type { RulePack } from "./rules/tree.ts"
import { type ScreenOptions, screen } from "./screen.ts"

/**
 * As `screen`, with pseudonyms in place of parties, names, identifiers and the payments' own ids, and with memos masked
 * around the words that findings rest on. Rules find the same. Where `screen` decides between equals by the text of a
 * party (which of two that share a waybill a finding is about, communities of one quality), it is the text of the
 * pseudonym that decides here.
 */
export async function screenVeiled(
  table: PaymentTable,
  pack: RulePack,
  veil: Veil,
  options: ScreenOptions = {},
): Promise<Screening> {
  checkArguments("screenVeiled", {
    table: [table, TABLE],
    pack: [pack, PACK],
    veil: [veil, VEIL],
    options: [options, optionsOf(SCREEN_OPTIONS)],
  })
  const { parties, suppressions, apart, intake, ...rest } = options
  const described = parties === undefined ? { table, facts: null } : describeParties(table, parties)
  const screening = await screen(veilTable(described.table, veil), veilPack(pack, veil), {
    ...rest,
    suppressions: allSuppressions([], suppressions).map((suppression) => veilSuppression(suppression, veil)),
    apart: apart && veilApart(apart, veil),
    intake: intake && { ...intake, rejects: veilRejects(intake.rejects) },
  })
  const masked = maskMatched(screening.table, screening.findings)
  const retell = tellRules(pack, veil)
  return {
    ...screening,
    findings: screening.findings.map((finding) =>
      retellFinding(finding, {
        conditions: retell(finding.rule, finding.conditions),
        matches: placeMatches(screening.table, finding, masked),
      }),
    ),
    table: sealTable(
      screening.table,
      new Map(
        [...masked].map(([values, texts]) => [
          values,
          new Map([...texts].map(([code, { text }]) => [code, text])),
        ]),
      ),
    ),
    parties: described.facts,
    pseudonyms: { keyId: veil.keyId },
  }
}

/** A reject as it may be told. */
export function veilReject(reject: Reject): Reject {
  return { ...reject, value: reject.value === "" ? "" : MASK, message: MASK }
}

function veilRejects(rejects: RejectLog): RejectLog {
  return {
    count: rejects.count,
    async *[Symbol.asyncIterator]() {
      for await (const reject of rejects) yield veilReject(reject)
    },
  }
}

/** Who decided is a name, and the reason is free text. */
function veilSuppression(suppression: Suppression, veil: Veil): Suppression {
  const { party, pair, by } = suppression
  const token = (id: string) => veil.token("party", id)
  return {
    ...suppression,
    party: party === null ? null : token(party),
    pair: pair === null ? null : { payer: token(pair.payer), payee: token(pair.payee) },
    by: veil.token("name", by),
    reason: MASK,
  }
}

function veilApart(list: ApartList, veil: Veil): ApartList {
  const token = (id: string) => veil.token("party", id)
  return {
    ...list,
    entries: list.entries.map(({ party, other, by }) => ({
      party: token(party),
      other: token(other),
      by: veil.token("name", by),
      reason: MASK,
    })),
  }
}

/** What the pack says of parties by their ids and names. Its files and their hashes stay what they are. */
function veilPack(pack: RulePack, veil: Veil): RulePack {
  return {
    ...pack,
    rules: pack.rules.map((rule) => ({ ...rule, detection: veilConditions(rule.detection, veil) })),
    contexts: pack.contexts.map((context) => ({ ...context, where: veilConditions(context.where, veil) })),
    suppressions: pack.suppressions.map((suppression) => veilSuppression(suppression, veil)),
    listChanges: pack.listChanges.map((change) => veilListChange(change, pack, veil)),
  }
}

function veilListChange(change: ListChange, { lists }: RulePack, veil: Veil): ListChange {
  const kind = lists.get(change.list)?.kind
  if (kind === "codes") return change
  const tell = (entry: string) => veil.token(kind === "parties" ? "party" : "name", entry)
  return { ...change, added: change.added.map(tell).sort(), removed: change.removed.map(tell).sort() }
}

/** A tree of plain nodes with tokens in its conditions on ids of parties. */
function veilConditions<T>(tree: T, veil: Veil): T {
  if (Array.isArray(tree)) return tree.map((item: unknown) => veilConditions(item, veil)) as T
  if (typeof tree !== "object" || tree === null) return tree
  if (isPartyCondition(tree)) {
    return { ...tree, values: tree.values.map((party) => veil.token("party", party)) }
  }
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, veilConditions<unknown>(value, veil)]),
  ) as T
}

function isPartyCondition(node: object): node is { readonly values: readonly string[] } {
  return "kind" in node && node.kind === "party" && "values" in node
}

type Told = Screening["findings"][number]["conditions"]

/** Conditions as told, without the names that a rule itself compares with. */
function tellRules(pack: RulePack, veil: Veil): (rule: string, conditions: Told) => Told {
  const named = new Map(pack.rules.map(({ id, detection }) => [id, namedTexts(detection)] as const))
  return (rule, conditions) => {
    const texts = named.get(rule) ?? []
    if (texts.length === 0) return conditions
    const tell = (said: string) =>
      texts.reduce((told, text) => told.replaceAll(text, veil.token("name", text)), said)
    return conditions.map((condition) => ({
      ...condition,
      measure: tell(condition.measure),
      threshold: tell(condition.threshold),
    }))
  }
}

/** Texts that conditions compare with what is told by tokens, the longest first. */
function namedTexts(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(namedTexts)
  if (typeof tree !== "object" || tree === null) return []
  const isText = "kind" in tree && tree.kind === "text" && "values" in tree && "field" in tree
  if (isText && isToldByToken(String(tree.field))) return (tree.values as string[]).filter(Boolean)
  return Object.values(tree)
    .flatMap(namedTexts)
    .sort((a, b) => b.length - a.length)
}
