// Names of parties: what most payments call them.
import { MISSING, VeiledDictionary } from "./dictionary.ts"
import type { PaymentTable } from "./table.ts"
import { compareText } from "./vocabulary.ts"

/**
 * For each of the parties, the name that most of its payments give it; equal counts go to the name that sorts first.
 * Parties without a name are left out.
 */
export function partyNames(table: PaymentTable, parties: Iterable<string>): Map<string, string> {
  const countsOf = new Map<number, Map<number, number>>()
  for (const party of parties) {
    const code = table.parties.code(party)
    if (code !== MISSING) countsOf.set(code, new Map())
  }
  for (const side of ["payer", "payee"] as const) {
    const column = table.text.get(`${side}Name`)
    if (column === undefined) continue
    const codes = table[side]
    for (let row = 0; row < table.rowCount; row++) {
      const counts = countsOf.get(codes[row]!)
      const name = column.codes[row]!
      if (counts !== undefined && name !== MISSING) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  // Both sides' names share one dictionary, so either column can print a code.
  const values = (table.text.get("payerName") ?? table.text.get("payeeName"))?.values
  const names = new Map<string, string>()
  for (const [code, counts] of countsOf) {
    const best = [...counts]
      .map(([name, count]) => ({ name: values?.text(name) ?? "", count }))
      .sort((a, b) => b.count - a.count || compareText(a.name, b.name))[0]
    if (best !== undefined) names.set(table.parties.text(code), best.name)
  }
  return names
}

/** A name as files have it, for comparing; `name`: as it is told, which differs only under pseudonyms. */
export function plainName(table: PaymentTable, name: string): string {
  const values = (table.text.get("payerName") ?? table.text.get("payeeName"))?.values
  return values === undefined ? name : VeiledDictionary.plainOf(values).text(values.code(name))
}
