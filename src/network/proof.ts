// What each key payment of a network shows, in a sentence.
import { MISSING } from "../model/dictionary.ts"
import type { Finding, TextMatch } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import { formatMinor } from "../model/money.ts"
import type { NetworkMember, ProofPayment } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { toldWord } from "../model/veil-table.ts"
import { compareText } from "../model/vocabulary.ts"
import { holdsRow } from "./row-cover.ts"

export interface ProofInput {
  readonly table: PaymentTable
  /** Findings about members. */
  readonly findings: readonly Finding[]
  /** Members and contacts. */
  readonly parties: readonly Pick<NetworkMember, "party" | "role">[]
  readonly messages: Messages
}

/** In the order of the rows. */
export function proofOf(rows: readonly number[], input: ProofInput): ProofPayment[] {
  const roles = new Map(input.parties.map(({ party, role }) => [party, role]))
  const inOrder = rowOrder(input.table)
  return rows.map((row) => {
    const naming = input.findings.filter((finding) => holdsRow(finding.rows, row, inOrder))
    const payment = input.table.idOf(row)
    return {
      payment,
      rules: [...new Set(naming.map(({ rule }) => rule))].sort(compareText),
      why: whyOf(row, payment, naming, roles, input),
    }
  })
}

function whyOf(
  row: number,
  payment: string,
  naming: readonly Finding[],
  roles: ReadonlyMap<string, string>,
  { table, messages }: ProofInput,
): string {
  const called = (code: number): string => {
    if (code === MISSING) return messages.say("proof.nobody")
    const party = table.parties.text(code)
    const role = roles.get(party)
    return role === undefined
      ? party
      : messages.say("proof.party", { party, role: messages.nameOf("role", role) })
  }
  const currency = table.currencies.text(table.currency[row]!)
  const words = wordsIn(payment, naming)
  return messages.say("proof.payment", {
    payer: called(table.payer[row]!),
    payee: called(table.payee[row]!),
    amount: `${formatMinor(BigInt(table.amountMinor[row]!), currency)} ${currency}`,
    day: formatTime(table.time[row]!).slice(0, "2026-01-01".length),
    words: words.length === 0 ? "" : wordsNote(table, words, messages),
    findings:
      naming.length === 0
        ? messages.say("proof.no-finding")
        : messages.say("proof.findings", { count: naming.length }),
  })
}

/** Each taxon with the first of its words in the payment. */
function wordsIn(payment: string, naming: readonly Finding[]): TextMatch[] {
  const words = new Map<string, TextMatch>()
  for (const match of naming.flatMap(({ matches }) => matches)) {
    if (match.payment !== payment || match.kind === "benign" || match.taxon === "") continue
    if (!words.has(match.taxon)) words.set(match.taxon, match)
  }
  return [...words.values()].sort((a, b) => compareText(a.taxon, b.taxon))
}

function wordsNote(table: PaymentTable, words: readonly TextMatch[], messages: Messages): string {
  const each = words.map((match) =>
    messages.say("proof.word", {
      taxon: messages.taxon(match.taxon),
      text: JSON.stringify(toldWord(table, match)),
    }),
  )
  return messages.say("proof.words", { words: each.join(messages.say("join.comma")) })
}
