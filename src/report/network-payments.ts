// The payments that networks are made of, by their edges. Several files ask for them, and to find them is to go through all
// payments: they are found once.
import type { Network, NetworkEdge } from "../model/network.ts"
import { SETTLED } from "../model/payment.ts"
import type { Screening } from "../model/screening.ts"
import type { PaymentTable } from "../model/table.ts"

/** Rows of the settled payments of an edge of a network, in the order of the table. */
type RowsOfEdge = (edge: NetworkEdge) => readonly number[]

interface Found {
  readonly table: PaymentTable
  readonly rowsOf: RowsOfEdge
}

const found = new WeakMap<readonly Network[], Found>()

export function networkPayments({ networks, table }: Pick<Screening, "networks" | "table">): RowsOfEdge {
  const known = found.get(networks)
  if (known?.table === table) return known.rowsOf
  const rowsOf = rowsOfEdges(
    table,
    networks.flatMap((network) => network.edges),
  )
  found.set(networks, { table, rowsOf })
  return rowsOf
}

function rowsOfEdges(table: PaymentTable, edges: readonly NetworkEdge[]): RowsOfEdge {
  const rows = new Map<number, Map<number, number[]>>()
  const codesOf = ({ payer, payee }: NetworkEdge) =>
    [table.parties.code(payer), table.parties.code(payee)] as const
  for (const edge of edges) {
    const [payer, payee] = codesOf(edge)
    const ofPayer = rows.get(payer) ?? new Map<number, number[]>()
    rows.set(payer, ofPayer.set(payee, []))
  }
  const isPayer = new Uint8Array(table.parties.size)
  for (const payer of rows.keys()) isPayer[payer] = 1
  for (let row = 0; row < table.rowCount; row++) {
    // Few parties pay in networks: most payments need no look into the maps.
    if (isPayer[table.payer[row]!] === 0 || table.status[row] !== SETTLED) continue
    rows.get(table.payer[row]!)?.get(table.payee[row]!)?.push(row)
  }
  return (edge) => {
    const [payer, payee] = codesOf(edge)
    return rows.get(payer)?.get(payee) ?? []
  }
}
