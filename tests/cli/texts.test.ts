import { expect, test } from "vitest"
import { explanationText } from "../../src/cli/explanation-text.ts"
import { notesOf, rejectText } from "../../src/cli/notes.ts"
import { createProgressBar } from "../../src/cli/progress.ts"
import { summaryText } from "../../src/cli/summary.ts"
import { summaryFacts } from "../../src/cli/summary-facts.ts"
import { alignColumns, displayWidth, painter, printable } from "../../src/cli/terminal.ts"
import { ENGLISH } from "../../src/model/messages.ts"
import type { InputFile } from "../../src/model/screening.ts"
import {
  sampleAlert,
  sampleIntake,
  sampleNetwork,
  sampleReject,
  sampleScreening,
  sampleWritten,
} from "../report/samples.ts"

const plain = (_colour: string, text: string) => text
const files = ["alerts.csv", "networks.json", "network.gexf", "rejects.csv"].map((name) => ({
  name,
  bytes: 1,
  sha256: "0",
}))
const rejects = new Map([["AMOUNT_INVALID", { count: 1, first: sampleReject() }]])
const factsOf = (screening = sampleScreening()) =>
  summaryFacts(screening, { out: "out", files, inputs: ["a.csv"], rejects, messages: ENGLISH })

test("the summary accounts for rows, alerts, rules, networks, notes and files", () => {
  expect(
    summaryText(factsOf(), ENGLISH, plain),
  ).toBe(`a.csv: 5 rows read = 3 accepted + 1 rejected + 1 duplicate
  2 settled payments screened, 1 not settled left out

Alerts: 1 (1 high), from 2 findings
  rule                     alerts  findings
  cash-below-us-ctr-payee  1       1
  wildlife-ivory           1       1

Networks: 1
  1. n-1: score 80, high, 1 member, 1 contact, elephant
     sellers: Acme Trading (acme) score 72.5
     19000.00 USD, 2024-03-01T09:00:00.000Z to 2024-03-02T09:00:00.000Z
     one seller of ivory

To know
  - 1 of 5 rows rejected: see rejects.csv (commonest: AMOUNT_INVALID 1)
  - the first AMOUNT_INVALID: a.csv:7: amount "twelve": not a number
  - a.csv: no column was read as memo or goods, so words in the text of payments cannot be found; if there is such a column, name it in a mapping (--map)
  - a.csv: columns not used: colour; --map can name a field for them
  - a.csv: no column holds a name
  - 1 amount had more decimals than the currency has and was rounded half to even; --strict-decimals rejects them
  - 2 accounts are joined to 1 person by what they share; networks.json says by what, and --apart undoes it
  - not decidable for want of exchange rates, which --rates gives: cash-below-us-ctr-payee 4
  - not applicable to any payment, because all lack a field the rule needs: wildlife-ivory
  - params changed by settings: cash-below-us-ctr-payee floor 8500 USD (was 8000 USD)
  - 1 rule did not run, as settings or options say: velocity-wallet
  - 1 public hub set apart from the networks: SF Express

Files
  out/alerts.csv     the alerts as a table: a line for each party, the highest score on top
  out/networks.json  the seller networks: members, roles, payments between them, reasons
  out/network.gexf   the networks to look at in Gephi
  out/rejects.csv    rows that could not be read, with the reason
`)
})

test("suppressed alerts are counted apart and fail nothing", () => {
  const suppressed = { by: "kim", reason: "zoo", until: "2027-01-01" }
  const facts = factsOf(
    sampleScreening({ alerts: [sampleAlert({ suppressed }), sampleAlert({ score: 5, severity: "info" })] }),
  )
  expect(facts.alerts).toMatchObject({
    total: 1,
    suppressed: 1,
    bySeverity: { critical: 0, high: 0, review: 0, info: 1 },
  })
  expect(summaryText(facts, ENGLISH, plain)).toContain("Alerts: 1 (1 info); 1 more suppressed")
})

test("long lists are shortened, never silently", () => {
  const sellers = Array.from({ length: 8 }, (_, i) => ({
    ...sampleNetwork().members[0]!,
    party: `s${i}`,
    name: "",
  }))
  const networks = Array.from({ length: 9 }, (_, i) => sampleNetwork({ id: `n-${i}`, members: sellers }))
  const text = summaryText(factsOf(sampleScreening({ networks })), ENGLISH, plain)
  expect(text).toContain("Networks: 9")
  expect(text).toContain("s4 score 72.5 and 3 more")
  expect(text).toContain("… and 4 more in networks.json")
})

test("a clean run has nothing to know", () => {
  const pack = { ...sampleScreening().pack, overrides: [], disabled: [] }
  expect(
    notesOf(sampleScreening({ intake: null, outcomes: [], hubs: [], persons: [], pack }), new Map(), ENGLISH),
  ).toEqual([])
})

test("lists that settings changed, and suppressions that ran out or were of no use", () => {
  const fact = { pair: null, rule: null, by: "kim", reason: "zoo", until: "2026-03-01" }
  const suppressions = [
    { ...fact, party: "u1", expired: true, findings: 2, alerts: 1 },
    { ...fact, party: "u2", rule: "burst", expired: false, findings: 0, alerts: 0 },
    { ...fact, party: null, pair: { payer: "a", payee: "b" }, expired: false, findings: 1, alerts: 1 },
  ]
  const change = { list: "couriers", added: ["a", "b"], removed: ["c"], source: "s", date: "2026-11-22" }
  const sample = sampleScreening().pack
  const selection = { ...sample.selection, incomplete: ["words-and-parcels"] }
  const pack = { ...sample, overrides: [], disabled: [], selection, listChanges: [change] }
  const notes = notesOf(
    sampleScreening({ intake: null, outcomes: [], hubs: [], persons: [], pack, suppressions }),
    new Map(),
    ENGLISH,
  )
  expect(notes).toEqual([
    "entries of lists added and removed by settings: couriers +2 -1",
    "not whole, because rules they rest on did not run: words-and-parcels",
    "1 suppression expired; 2 findings of theirs alert again: party u1 (until 2026-03-01, kim)",
    "1 suppression covered nothing: party u2 rule burst (until 2026-03-01, kim)",
  ])
})

test("rates are asked for only where a rule names a currency to compare in", () => {
  const { pack, outcomes } = sampleScreening()
  const [rule] = pack.rules
  const [outcome] = outcomes
  const rules = [
    { ...rule!, id: "cash" },
    { ...rule!, id: "jump", usesRates: false },
  ]
  const fared = [
    { ...outcome!, rule: "cash", notDecidable: 4 },
    { ...outcome!, rule: "jump", notDecidable: 5 },
  ]
  const notes = notesOf(
    sampleScreening({ pack: { ...pack, rules }, outcomes: fared }),
    new Map(),
    ENGLISH,
  ).filter((note) => note.startsWith("not decidable"))
  expect(notes).toEqual([
    "not decidable for want of exchange rates, which --rates gives: cash 4",
    "not decidable where several currencies come together, whatever --rates gives, as these rules name none to compare in: jump 5",
  ])
})

test("text that was not read and columns left over are told", () => {
  const [file] = sampleIntake().files
  const memo = { ...file!, columns: { ...file!.columns, memo: "memo" } }
  const notesFor = (...files: InputFile[]) =>
    notesOf(sampleScreening({ intake: { ...sampleIntake(), files, warnings: [] } }), new Map(), ENGLISH).join(
      "\n",
    )
  expect(notesFor(file!)).toContain("a.csv: no column was read as memo or goods")
  expect(notesFor(memo)).not.toContain("memo or goods")
  expect(notesFor(memo)).toContain("a.csv: columns not used: colour; --map can name a field for them")
  expect(notesFor({ ...memo, preset: "wechat" })).not.toContain("columns not used")
  expect(notesFor(memo, { ...memo, file: "b.csv" })).toContain("2 files: columns not used: colour")
})

test("a reject in one line: where, what stood there, what is wrong", () => {
  const reject = sampleReject({ file: "a.csv", line: 7, field: "time", message: "is no time" })
  expect(rejectText({ ...reject, value: "01.03.2026" })).toBe('a.csv:7: time "01.03.2026": is no time')
  expect(rejectText({ ...reject, value: "" })).toBe("a.csv:7: time: is no time")
  expect(rejectText({ ...reject, field: "", value: "" })).toBe("a.csv:7: is no time")
  expect(rejectText({ ...reject, value: "x".repeat(1000) }).length).toBeLessThan(80)
})

test("what comes from the data cannot drive the terminal", () => {
  const hostile = "a\u001b[2Jb\u009bc\u202ed\n"
  expect(printable(hostile)).toBe("a\\u001b[2Jb\\u009bc\\u202ed\\u000a")
  const network = sampleNetwork({
    members: [{ ...sampleNetwork().members[0]!, name: hostile }],
    reasons: [hostile],
  })
  const text =
    summaryText(factsOf(sampleScreening({ networks: [network] })), ENGLISH, plain) +
    explanationText(
      {
        kind: "alert",
        alert: sampleAlert({ name: hostile, reasons: [hostile] }),
        findings: [sampleWritten({ subject: hostile, reason: hostile })],
      },
      ENGLISH,
    )
  for (const character of "\u001b\u009b\u202e") expect(text).not.toContain(character)
})

test("an explanation shows conditions, payments with places, words and parties", () => {
  const text = explanationText(
    { kind: "finding", alert: sampleAlert(), findings: [sampleWritten()] },
    ENGLISH,
  )
  expect(text).toBe(`Finding f-1: acme was paid 2 times in cash, 19000.00 USD in all
  rule        cash-below-us-ctr-payee 1.0.0 (structuring)
  weight      severity high, evidence flow
  about       acme as payee
  time        2024-03-01T09:00:00.000Z to 2024-03-02T09:00:00.000Z
  indicators  TB-A5
  measures    count 2, total 19000.00 USD
  conditions:
    measure  needed      found
    count    at least 2  2
  payments (2):
    p1  2024-03-01T09:00:00Z  bob → acme  9500.00 USD  a.csv:2
    p2  2024-03-02T09:00:00Z  bob → acme  9500.00 USD  a.csv:3
  words (1):
    p1  memo 2–4  «象牙»  象牙: elephant, product, zh, ambiguity low  lexicon elephant
  parties:
    acme  payee
    bob   payer

Part of alert a-1.
`)
})

test("an explained alert shows who suppressed it, and long lists say how much is left out", () => {
  const rows = Array.from({ length: 100 }, () => 0)
  const text = explanationText(
    {
      kind: "alert",
      alert: sampleAlert({ suppressed: { by: "kim", reason: "zoo", until: "2027-01-01" } }),
      findings: [sampleWritten({ rows, payments: rows.map(() => "p1") })],
    },
    ENGLISH,
  )
  expect(text).toContain("Alert a-1: Acme Trading (acme)")
  expect(text).toContain("by kim until 2027-01-01: zoo")
  expect(text).toContain("payments (100):")
  expect(text).toContain("… and 60 more (--json has all)")
})

test("columns line up by what a terminal shows", () => {
  expect(displayWidth("象牙ab")).toBe(6)
  expect(displayWidth("e\u0301\u200b")).toBe(1)
  expect(displayWidth("😀")).toBe(2)
  expect(
    alignColumns([
      ["象牙", "x"],
      ["ivory", "y"],
    ]),
  ).toEqual(["  象牙   x", "  ivory  y"])
})

test("colour is for terminals whose user wants it", () => {
  const stream = (isTTY: boolean) => ({ isTTY }) as NodeJS.WriteStream
  expect(painter(stream(true), {})("red", "x")).toBe("\u001b[31mx\u001b[39m")
  expect(painter(stream(true), { NO_COLOR: "" })("red", "x")).toBe("\u001b[31mx\u001b[39m")
  expect(painter(stream(true), { NO_COLOR: "1" })("red", "x")).toBe("x")
  expect(painter(stream(true), { TERM: "dumb" })("red", "x")).toBe("x")
  expect(painter(stream(false), {})("red", "x")).toBe("x")
})

test("the bar shows stage, percent, rate and time left, ten times a second at most, and goes away", () => {
  const drawn: string[] = []
  let time = 0
  const stream = { columns: 60, write: (text: string) => drawn.push(text) }
  const bar = createProgressBar(ENGLISH, stream, () => time)
  bar.clear()
  expect(drawn).toEqual([])
  const read = (done: number) =>
    bar.onProgress({ stage: "read", done, total: 100e6, unit: "bytes", item: "a.csv" })
  read(0)
  time = 50
  read(5e6)
  time = 2000
  read(50e6)
  bar.onProgress({ stage: "rules", done: 3, total: null, unit: "rules", item: "象".repeat(60) })
  // Steps and files are not alike: no rate, and no time left. What is counted otherwise begins anew.
  const networks = (unit: "steps" | "rules", done: number) =>
    bar.onProgress({ stage: "networks", done, total: 10, unit })
  time = 10_000
  networks("steps", 0)
  time = 14_000
  networks("steps", 4)
  networks("rules", 0)
  time = 16_000
  networks("rules", 5)
  const write = (done: number) =>
    bar.onProgress({ stage: "write", done, total: 14, unit: "files", item: "f" })
  write(0)
  time = 20_000
  write(7)
  bar.onProgress({ stage: "alerts", done: 0, total: 4000, unit: "alerts" })
  time = 22_000
  bar.onProgress({ stage: "alerts", done: 1000, total: 4000, unit: "alerts" })
  bar.clear()
  bar.clear()
  expect(drawn.map((text) => text.replace("\r", "").replace("\u001b[K", ""))).toEqual([
    "Reading  0%  a.csv",
    "Reading  50%  25.0 MB/s  2 s left  a.csv",
    `Applying rules  3 rules  ${"象".repeat(17)}`,
    "Finding networks  0%",
    "Finding networks  40%",
    "Finding networks  0%",
    "Finding networks  50%  2 s left",
    "Writing  0%  f",
    "Writing  50%  f",
    "Scoring alerts  0%",
    "Scoring alerts  25%  500 alerts/s  6 s left",
    "",
  ])
})
