// Networks as the report writes them, made into objects again.
import type {
  EdgeRow,
  MemberRow,
  ReportEdge,
  ReportMember,
  ReportNetwork,
  WrittenNetwork,
} from "./report-data.ts"

export function readNetworks(networks: readonly WrittenNetwork[]): ReportNetwork[] {
  return networks.map((network) => ({
    ...network,
    members: network.members.map(readMember),
    contacts: network.contacts.map(readMember),
    edges: network.edges.map((edge) => readEdge(edge, network.from)),
  }))
}

function readMember([party, role, score, why, person, suspicion, path]: MemberRow): ReportMember {
  return { party, role, score, why, person, suspicion, path }
}

function readEdge([payer, payee, count, total, first, last, flagged]: EdgeRow, from: number): ReportEdge {
  return { payer, payee, count, total, first: from + first, last: from + last, flagged }
}
