// network-nodes.csv and network-edges.csv: one pair of files for `neo4j-admin database import` and for link charts such
// as i2 Analyst's Notebook, which take any columns with a heading.
//
// The header is Neo4j's (Operations Manual, "CSV header format"): `:ID`, `:START_ID` and `:END_ID` join the files. These
// ids are made from the parties, not the parties' own, because cells are guarded against being read as formulas: a party
// such as +8613800138000 stands as '+8613800138000 in the columns for people, and no join may rest on that. Neo4j skips
// the byte order mark, which Excel needs.
import { BYTE_ORDER_MARK, csvRow, formatTotal } from "./csv-cells.ts"
import type { NetworkGraph } from "./network-graph.ts"

const NODE_HEADER = [
  "id:ID",
  "label",
  "party",
  "name",
  "role",
  "score:double",
  "network",
  "taxa",
  "first:datetime",
  "last:datetime",
  "why",
  "person",
  ":LABEL",
]

const EDGE_HEADER = [
  "id",
  ":START_ID",
  ":END_ID",
  "payer",
  "payee",
  "payments:long",
  "total",
  "flagged:double",
  "first:datetime",
  "last:datetime",
  ":TYPE",
]

/** One line a party of a network. */
export function* networkNodeTable({ nodes }: NetworkGraph): Generator<string> {
  yield BYTE_ORDER_MARK
  yield csvRow(NODE_HEADER)
  for (const node of nodes) {
    const { id, label, party, name, role, score, network, first, last, why, person } = node
    const labels = node.kind === "member" ? "Party;Member" : "Party;Contact"
    const taxa = node.taxa.join("; ")
    yield csvRow([id, label, party, name, role, score, network, taxa, first, last, why, person, labels])
  }
}

/** One line for all payments from one party to another. */
export function* networkEdgeTable({ edges }: NetworkGraph): Generator<string> {
  yield BYTE_ORDER_MARK
  yield csvRow(EDGE_HEADER)
  for (const { id, source, target, payer, payee, count, total, flagged, first, last } of edges)
    yield csvRow([id, source, target, payer, payee, count, formatTotal(total), flagged, first, last, "PAID"])
}
