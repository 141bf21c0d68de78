// Ledgers of honest life with seller networks planted in them, of other sizes and with other numbers for each seed.
import { DAY_COUNT, HOUR, isInLedger, MINUTE, moment } from "../../fixtures/generator/calendar.ts"
import { createNationalFirms, liveDistrict } from "../../fixtures/generator/district.ts"
import { CASH, type LedgerPayment, type Party, pay } from "../../fixtures/generator/ledger.ts"
import { part, price } from "../../fixtures/generator/money.ts"
import { createPartyMaker } from "../../fixtures/generator/parties.ts"
import { createRandom, type Random } from "../../fixtures/generator/rng.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import { type PaymentTable, PaymentTableBuilder } from "../../src/model/table.ts"

/** A network as planted: what must be found, and what must not. */
export interface PlantedNetwork {
  /** Party → part in the network. */
  readonly members: ReadonlyMap<string, "seller" | "mule" | "supplier">
  readonly buyers: ReadonlySet<string>
  readonly hasWords: boolean
}

export interface PlantedLedger {
  readonly table: PaymentTable
  readonly networks: readonly PlantedNetwork[]
  /** Couriers, shops, malls, utilities. */
  readonly firms: ReadonlySet<string>
  readonly twins: ReadonlySet<string>
}

const FIELDS: readonly TextFieldName[] = [
  "payerName",
  "payeeName",
  "memo",
  "payerCountry",
  "payeeCountry",
  "channel",
  "payeeCategory",
  "payerDevice",
  "payeeDevice",
]
const WORDS = ["象牙手串", "穿山甲片 2斤", "犀角 杯", "玳瑁手镯", "象牙牌子 尾款", "", "", "货款", ""]
const NOTHING_SAID = ["", "", "", "货款", "尾款", "谢谢"]
/** First number of the parties of planted networks: far from those of districts. */
const FIRST_PARTY = 400_000

interface Ground {
  readonly random: Random
  readonly people: readonly Party[]
  readonly courier: Party
  readonly emit: (payment: LedgerPayment) => void
  readonly make: ReturnType<typeof createPartyMaker>
}

/** Part of a town's ordinary life, its honest twins, and two networks: one with words, one without. */
export function plantedLedger(seed: string): PlantedLedger {
  const random = createRandom(`${seed}/planted`)
  const payments: LedgerPayment[] = []
  const national = createNationalFirms(seed)
  const ordinary: LedgerPayment[] = []
  const { town, twins } = liveDistrict(seed, 0, national, [], false, (payment) => ordinary.push(payment))
  const people = random.sample(town.people, random.int(80, 120))
  const present = new Set<Party>([...people, ...twins.map(({ party }) => party)])
  const isPrivate = (party: Party) => party.category === "" && party !== CASH
  for (const payment of ordinary) {
    const sides = [payment.payer, payment.payee].filter(isPrivate)
    if (sides.some((party) => present.has(party)) || sides.length === 0) payments.push(payment)
  }
  const ground: Ground = {
    random,
    people,
    courier: random.pick(national.couriers),
    emit: (payment) => payments.push(payment),
    make: createPartyMaker(random, FIRST_PARTY),
  }
  const networks = [plantNetwork(ground, WORDS), plantNetwork(ground, NOTHING_SAID)]
  const parties = payments.flatMap(({ payer, payee }) => [payer, payee])
  return {
    table: tableOf(payments.filter(({ at }) => isInLedger(at))),
    networks,
    firms: new Set(parties.filter(({ category }) => category !== "").map(({ id }) => id)),
    twins: new Set(twins.map(({ party }) => party.id)),
  }
}

/**
 * One to four sellers, each with a parcel for a sale; nearly all of the takings go on within hours to one of their mules,
 * who take out some of it in cash and pay the suppliers. Some mules pay from a seller's phone.
 */
function plantNetwork(
  { random, people, courier, emit, make }: Ground,
  memos: readonly string[],
): PlantedNetwork {
  const sellers = Array.from({ length: random.int(1, 4) }, () => make.person())
  const mules = Array.from({ length: random.int(1, Math.min(3, sellers.length)) }, (_, i) =>
    make.person("CN", random.chance(0.5) ? sellers[i % sellers.length]!.device : undefined),
  )
  const suppliers = Array.from({ length: random.int(1, 2) }, () =>
    make.person(random.pick(["CN", "MM", "VN"])),
  )
  const buyers = random.sample(people, random.int(12, 36))
  const fee = random.int(18, 40) * 100
  const taken = new Map<Party, number>()
  for (const [i, seller] of sellers.entries()) {
    const sales = random.int(16, 34)
    for (let sale = 0; sale < sales; sale++) {
      const at = moment(random, random.int(5, DAY_COUNT - 8), 9, 23)
      const minor = price(random, 700, 7800)
      pay(emit, at, random.pick(buyers), seller, minor, { memo: random.pick(memos) })
      pay(emit, at + random.int(3 * HOUR, 40 * HOUR), seller, courier, fee, { memo: "运费" })
      const mule = random.chance(0.8) ? mules[i % mules.length]! : random.pick(mules)
      const onward = part(random, minor, 0.9, 0.97)
      pay(emit, at + random.int(20 * MINUTE, 6 * HOUR), seller, mule, onward)
      taken.set(mule, (taken.get(mule) ?? 0) + onward)
    }
  }
  for (const mule of mules) {
    // It keeps a tenth to a half.
    const weekly = (taken.get(mule)! * (0.5 + 0.4 * random.next())) / 11
    for (let week = 1; week < 12; week++) {
      const at = moment(random, week * 7 + random.int(0, 2), 10, 18)
      const supplier = suppliers[week % suppliers.length]!
      pay(emit, at, mule, supplier, part(random, weekly, 0.7, 0.9), { channel: "bank" })
      pay(emit, at + 5 * HOUR, mule, CASH, part(random, weekly, 0.1, 0.2), { channel: "cash" })
    }
  }
  const members = new Map<string, "seller" | "mule" | "supplier">()
  for (const { id } of sellers) members.set(id, "seller")
  for (const { id } of mules) members.set(id, "mule")
  for (const { id } of suppliers) members.set(id, "supplier")
  return { members, buyers: new Set(buyers.map(({ id }) => id)), hasWords: memos === WORDS }
}

function tableOf(payments: readonly LedgerPayment[]): PaymentTable {
  const builder = new PaymentTableBuilder()
  const file = builder.addFile("ledger.csv")
  for (const field of FIELDS) builder.textColumn(field)
  for (const [i, { at, payer, payee, minor, currency, memo, channel }] of payments.entries()) {
    builder.add({
      id: `p${i}`,
      time: at * 1000,
      amountMinor: minor,
      currency,
      status: 0,
      payer: payer.id,
      payee: payee.id,
      text: [
        payer.name,
        payee.name,
        memo,
        payer.country,
        payee.country,
        channel,
        payee.category,
        payer.device,
        payee.device,
      ],
      file,
      line: i + 2,
    })
  }
  return builder.done()
}
