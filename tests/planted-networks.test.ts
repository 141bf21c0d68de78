// Networks planted in honest life, in the platform ledger and in seeded ledgers of other sizes: who is in them, who is
// not, in which roles, and that they rank above all that is honest. No rule was changed for these ledgers.
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, test } from "vitest"
import { type Network, type RulePack, type Screening, screen } from "../src/index.ts"
import { compareSeverity, type NetworkRole } from "../src/model/vocabulary.ts"
import { loadRules, readPayments } from "../src/node.ts"
import { plantedLedger } from "./helpers/planted-ledger.ts"

const PLATFORM = new URL("../fixtures/platform/", import.meta.url)
const LEDGERS = Array.from({ length: 20 }, (_, i) => `planted-${i + 1}`)
const LEAST_RECALL = 0.9
const LARGEST_SIZE = 1.5
/** Measured over 52 seeds: all of 581 members; in the platform ledger all of 19, where 13 had it by earlier rules. */
const LEAST_ROLE_SHARE = 0.9

/** Parts as the generator calls them, and the roles that say so. */
const ROLES: Readonly<Record<string, NetworkRole>> = {
  seller: "seller",
  mule: "mule",
  supplier: "supplier",
  agent: "mule",
  collector: "mule",
  receiver: "collector",
}

let pack: RulePack
beforeAll(async () => {
  pack = await loadRules()
})

interface Planted {
  readonly name: string
  /** Party → part. */
  readonly members: ReadonlyMap<string, string>
}

/** The network that holds most of the members. */
function recovered(networks: readonly Network[], { members }: Planted): Network | undefined {
  const held = (network: Network) => network.members.filter(({ party }) => members.has(party)).length
  return networks.toSorted((a, b) => held(b) - held(a))[0]
}

/** Holds a run to what was planted, `alone` without a network; returns how many members have the role that was planted. */
function checkRecovery(
  { networks, hubs }: Screening,
  planted: readonly Planted[],
  buyers: ReadonlySet<string>,
  alone: ReadonlySet<string> = new Set(),
) {
  const isHub = new Set(hubs.map(({ party }) => party))
  const found = new Map(planted.map((one) => [one, recovered(networks, one)]))
  let right = 0
  for (const [{ name, members }, network] of found) {
    expect(network, name).toBeDefined()
    const parties = network!.members.map(({ party }) => party)
    const hits = parties.filter((party) => members.has(party)).length
    expect(hits / members.size, `${name}: recall`).toBeGreaterThanOrEqual(LEAST_RECALL)
    expect(parties.length / members.size, `${name}: size`).toBeLessThanOrEqual(LARGEST_SIZE)
    expect(
      parties.filter((party) => buyers.has(party) || isHub.has(party)),
      `${name}: buyers and hubs`,
    ).toEqual([])
    right += network!.members.filter(({ party, role }) => ROLES[members.get(party) ?? ""] === role).length
  }
  const ranks = [...found.values()].map((network) => networks.indexOf(network!))
  const isHonest = (network: Network) =>
    network.members.every(
      ({ party }) => !alone.has(party) && planted.every(({ members }) => !members.has(party)),
    )
  const best = networks.findIndex(isHonest)
  if (best >= 0) expect(Math.max(...ranks)).toBeLessThan(best)
  return right
}

describe("the platform ledger", () => {
  interface Scheme {
    readonly id: string
    readonly network: boolean
    readonly members: readonly { readonly party: string; readonly role: string }[]
    readonly payments: readonly string[]
  }
  const expected = JSON.parse(readFileSync(new URL("expected.json", PLATFORM), "utf8")) as {
    readonly schemes: readonly Scheme[]
    readonly twins: readonly { readonly party: string }[]
  }
  const schemes = expected.schemes.filter(({ network }) => network)
  const planted = schemes.map(({ id, members }) => ({
    name: id,
    members: new Map(members.map(({ party, role }) => [party, role])),
  }))
  const insiders = new Set(schemes.flatMap(({ members }) => members.map(({ party }) => party)))
  const alone = new Set(
    expected.schemes
      .filter(({ network }) => !network)
      .flatMap(({ members }) => members.map(({ party }) => party)),
  )
  let screening: Screening
  let buyers: ReadonlySet<string>
  beforeAll(async () => {
    const { table } = await readPayments([fileURLToPath(new URL("payments.csv", PLATFORM))], {})
    screening = await screen(table, pack)
    const ofSchemes = new Set(schemes.flatMap(({ payments }) => payments))
    buyers = new Set(
      Array.from({ length: table.rowCount }, (_, row) => row)
        .filter(
          (row) => ofSchemes.has(table.idOf(row)) && insiders.has(table.parties.text(table.payee[row]!)),
        )
        .map((row) => table.parties.text(table.payer[row]!))
        .filter((party) => !insiders.has(party)),
    )
  })

  test("gives every planted network, its members in their roles, above every honest one", () => {
    expect(buyers.size).toBeGreaterThan(60)
    expect(checkRecovery(screening, planted, buyers, alone)).toBe(insiders.size)
    const twins = new Set(expected.twins.map(({ party }) => party))
    for (const { members } of screening.networks.slice(0, planted.length))
      expect(members.filter(({ party }) => twins.has(party))).toEqual([])
  })

  test("tells of the top network who sells, through whom the money goes, what is sold, and which five payments show it", () => {
    const [top] = screening.networks
    const inRole = (role: NetworkRole) =>
      top!.members.filter((member) => member.role === role).map(({ party }) => party)
    const isIn = (role: NetworkRole, party: string) => inRole(role).includes(party)
    expect(top!.taxa).toEqual(["elephant", "pangolin"])
    expect(inRole("seller").length).toBe(2)
    expect(inRole("mule").length).toBe(2)
    const five = top!.proof.slice(0, 5).map(({ payment, rules, why }) => {
      const row = Array.from({ length: screening.table.rowCount }, (_, i) => i).find(
        (i) => screening.table.idOf(i) === payment,
      )!
      const { parties, payer, payee } = screening.table
      return { payer: parties.text(payer[row]!), payee: parties.text(payee[row]!), rules, why }
    })
    expect(top!.proof.map(({ payment }) => payment)).toEqual(top!.keyPayments)
    for (const { payer, payee, rules, why } of five) {
      // What no finding names is there to show where the money goes on.
      if (rules.length === 0) expect(isIn("supplier", payee)).toBe(true)
      expect(why).toContain(payer)
      expect(why).toContain(payee)
    }
    // Each seller is paid, each mule is paid by a seller, a mule pays the supplier, and both taxa are named.
    expect(five.some(({ payer, payee }) => isIn("mule", payer) && isIn("supplier", payee))).toBe(true)
    for (const seller of inRole("seller")) expect(five.some(({ payee }) => payee === seller)).toBe(true)
    for (const mule of inRole("mule"))
      expect(five.some(({ payer, payee }) => payee === mule && isIn("seller", payer))).toBe(true)
    for (const taxon of top!.taxa) expect(five.some(({ why }) => why.includes(taxon))).toBe(true)
  })
})

describe("seeded ledgers", () => {
  let members = 0
  let right = 0

  test.each(LEDGERS)("%s", async (seed) => {
    const { table, networks, firms, twins } = plantedLedger(seed)
    const screening = await screen(table, pack)
    const buyers = new Set([...networks.flatMap((network) => [...network.buyers]), ...firms, ...twins])
    const planted = networks.map((network) => ({
      name: network.hasWords ? "with words" : "without words",
      members: network.members,
    }))
    right += checkRecovery(screening, planted, buyers)
    members += planted.reduce((sum, network) => sum + network.members.size, 0)
    for (const network of planted.map((one) => recovered(screening.networks, one)))
      expect(compareSeverity(network!.severity, "high")).toBeGreaterThanOrEqual(0)
  })

  test("members have the roles they were planted in", () => {
    expect(members).toBeGreaterThan(150)
    expect(right / members).toBeGreaterThanOrEqual(LEAST_ROLE_SHARE)
  })
})
