import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createMessages } from "../../src/model/messages.ts"
import { markdownList, markdownText } from "../../src/report/markdown.ts"
import { alertNarrative, narratives, networkNarrative } from "../../src/report/narrative.ts"
import { tableOf } from "../helpers/table.ts"
import { sampleAlert, sampleFinding, sampleNetwork, sampleScreening, textOf } from "./samples.ts"

const HEADINGS = ["### Who", "### What", "### When", "### Where", "### Why", "### How"]

function placesOf(text: string, parts: readonly string[]): number[] {
  return parts.map((part) => text.indexOf(part))
}

describe("text from the data in Markdown", () => {
  test.each([
    ["[x](http://evil.example)", "\\[x\\](http\\://evil.example)"],
    ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
    ["![i](x)", "!\\[i\\](x)"],
    ["a | b", "a \\| b"],
    ["*b* _i_ `c` ~s~ $m$", "\\*b\\* \\_i\\_ \\`c\\` \\~s\\~ \\$m\\$"],
    ["&amp; # h", "\\&amp; \\# h"],
    ["line\r\n\n# head", "line \\# head"],
    ["www.evil.example, me@evil.example", "www\\.evil.example, me\\@evil.example"],
    ["a\u202eb\u0000\u200b", "aU+202EbU+0000U+200B"],
    ["象牙 2024-01-01, 3.5 %", "象牙 2024-01-01, 3.5 %"],
  ])("%j", (text, expected) => {
    expect(markdownText(text)).toBe(expected)
  })

  test("of plain signs is as the long way has it, which a mark behind it forces", () => {
    const signs = fc.constantFrom(..."aZ9 .,:/-%w象（。\n", "www.", "://", "\u200b")
    fc.assert(
      fc.property(fc.array(signs), (chosen) => {
        const text = chosen.join("").trimEnd()
        expect(`${markdownText(text)}\\*`).toBe(markdownText(`${text}*`))
      }),
    )
  })

  test("an item does not begin a list or a heading of its own", () => {
    expect(markdownList(["1. a", "- b", "+ c", "10) d", "e - 1."])).toBe(
      "- 1\\. a\n- \\- b\n- \\+ c\n- 10\\) d\n- e - 1.",
    )
  })
})

describe("the narrative of an alert", () => {
  const fields = ["memo", "channel", "payerCountry", "payeeCountry"] as const
  const table = tableOf(
    [
      {
        id: "p1",
        time: Date.UTC(2024, 2, 1, 9),
        amountMinor: 950_000,
        currency: "USD",
        payer: "bob",
        payee: "acme",
        text: { memo: "2 象牙 <b>|</b>", channel: "bank", payerCountry: "CN", payeeCountry: "KE" },
      },
      {
        id: "p2",
        time: Date.UTC(2024, 3, 2, 9),
        amountMinor: 50,
        currency: "USD",
        payer: "",
        payee: "acme",
        text: { channel: "cash" },
      },
    ],
    fields,
  )
  const alert = sampleAlert({ findings: ["f-1"] })
  const text = alertNarrative(sampleScreening({ table, findings: [sampleFinding()] }), alert)

  test("answers in the order that units ask in", () => {
    const places = placesOf(text, HEADINGS)
    expect(places).not.toContain(-1)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
  })

  test("says what the payments say", () => {
    for (const part of [
      "## Alert a-1: acme (Acme Trading)",
      "Score 72.5 of 100, severity high, evidence: text, flow.",
      "Member of network n-1 as seller: paid by 1 buyer.",
      "1 counterparty: **bob** (1 payment).",
      "Without a known counterparty (cash or unknown): 1 payment.",
      "2 payments, 9500.50 USD in all.",
      "By channel: bank: 1 payment, cash: 1 payment.",
      "“象牙” (elephant, 1 payment)",
      "By month: 2024-03: 1 payment, 9500.00 USD; 2024-04: 1 payment, 0.50 USD.",
      "CN to KE: 1 payment, country unknown to country unknown: 1 payment.",
      "(finding f-1; rule cash-below-us-ctr-payee 1.0.0, Cash deposits kept just below the reporting threshold)",
      "Published indicators: TB-A5.",
      "| 2024-03-01 09:00:00 | **bob** | **acme** | 9500.00 USD | 2 象牙 \\<b\\>\\|\\</b\\> | payments.csv:2 |",
      "| 2024-04-02 09:00:00 | (cash or unknown) | **acme** | 0.50 USD |  | payments.csv:3 |",
    ])
      expect(text).toContain(part)
  })

  test("names what is not known instead of making it up", () => {
    expect(text).toContain("Not in these records, to be added: identity documents")
    const bare = alertNarrative(sampleScreening({ findings: [sampleFinding({ matches: [] })] }), alert)
    expect(bare).toContain("what was sold is not known")
    expect(bare).toContain("The payments name no country.")
    expect(bare).not.toContain("By channel")
  })

  test("gives its reasons in the order of the alert, the weightiest first", () => {
    const findings = ["light", "heavy", "middle"].map((reason, i) => sampleFinding({ id: `f-${i}`, reason }))
    const told = alertNarrative(
      sampleScreening({ findings }),
      sampleAlert({ findings: ["f-0", "f-1", "f-2"], reasons: ["heavy", "middle", "light"] }),
    )
    const places = placesOf(told, ["heavy (finding f-1", "middle (finding f-2", "light (finding f-0"])
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test("of its network tells what was not told before, and days of flows once", () => {
    const reasons = ["acme (seller, score 72.5): acme took cash", "Members paid each other twice"]
    const network = { ...sampleNetwork(), reasons }
    const findings = [sampleFinding({ reason: "acme took cash" })]
    const told = alertNarrative(sampleScreening({ table, findings, networks: [network] }), alert)
    expect(told.match(/acme took cash/g)).toHaveLength(1)
    expect(told).toContain("- Members paid each other twice")
    expect(told).toContain("From 2024-03-01 09:00:00 to 2024-03-03 09:00:00 (UTC).")
    expect(told).not.toMatch(/role in the findings|T09:00:00/)
  })

  test("counts, sums, quotes and lists its own payments, and tells what its network adds apart", () => {
    const [match] = sampleFinding().matches
    const own = sampleFinding({ payments: ["p2"], rows: [1], matches: [], reason: "acme took cash" })
    const onNetwork = sampleFinding({
      id: "f-2",
      subject: "n-1",
      role: "network",
      rule: "a-rule",
      typology: "seller-network",
      matches: [{ ...match!, payment: "p1" }],
      indicators: ["NET"],
      reason: "two who share a device",
    })
    const told = alertNarrative(sampleScreening({ table, findings: [onNetwork, own] }), sampleAlert())
    for (const part of [
      "Was paid, in the payments told of here: 1 payment, 0.50 USD.",
      "1 payment, 0.50 USD in all.",
      "Typologies: structuring.",
      "No word for wildlife stands in these payments",
      "Not counted here: findings on network n-1 rest on 2 payments of all its parties, 9500.50 USD in all; typologies: ",
      "The payments in order of time:",
    ])
      expect(told).toContain(part)
    for (const part of ["象牙", "**bob**", "9500.00 USD"]) expect(told).not.toContain(part)
    const places = placesOf(told, [
      "acme took cash (finding f-1",
      "Published indicators: TB-A5.",
      "Found on network n-1, in payments of all its parties:",
      "two who share a device (finding f-2",
      "Published indicators: NET.",
      "### How",
    ])
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test("tells of innocent circumstances", () => {
    const context = {
      context: "zoo",
      title: "A zoo",
      factor: 0.2,
      payments: ["p1"],
      observed: "payeeCategory 7998",
    }
    const findings = [sampleFinding({ contexts: [context] })]
    expect(alertNarrative(sampleScreening({ findings }), alert)).toContain(
      "Speaks for an innocent reading: A zoo (payeeCategory 7998).",
    )
  })

  test("is told in the language of the screening", () => {
    const sentences = new Map([["narrative.who", "何人"]])
    const none = { rules: new Map(), taxa: new Map([["elephant", "大象"]]), contexts: new Map() }
    const messages = createMessages({ lang: "zh-Hans", name: "简体中文", sentences, ...none })
    const chinese = alertNarrative(sampleScreening({ messages }), sampleAlert())
    expect(chinese).toContain("### 何人")
    expect(chinese).toContain("大象")
  })
})

test("the narrative of a network has members, flows and proof, and does not accuse contacts", () => {
  const text = networkNarrative(sampleScreening(), sampleNetwork())
  const places = placesOf(text, HEADINGS)
  expect([...places].sort((a, b) => a - b)).toEqual(places)
  for (const part of [
    "## Network n-1",
    "- **acme**: seller, score 72.5; paid by 1 buyer.",
    "Besides them 1 contact dealt with members. Contacts are customers and witnesses, not suspects.",
    "**bob** to **acme**: 2 payments, 19000.00 USD",
    "bob (buyer) paid acme (seller) (a.csv:2)",
    "Wildlife, by these words: elephant.",
  ])
    expect(text).toContain(part)
})

describe("narratives.md", () => {
  test("has a section for each grave alert and network, and none for the others", () => {
    const suppressed = { by: "me", reason: "known", until: "2030-01-01" }
    const screening = sampleScreening({
      alerts: [
        sampleAlert(),
        sampleAlert({ id: "a-2", severity: "critical" }),
        sampleAlert({ id: "a-3", severity: "review" }),
        sampleAlert({ id: "a-4", suppressed }),
      ],
      networks: [sampleNetwork(), sampleNetwork({ id: "n-2", severity: "info" })],
    })
    const headings = textOf(narratives(screening)).match(/^## .*$/gm)
    expect(headings).toEqual([
      "## Alert a-1: acme (Acme Trading)",
      "## Alert a-2: acme (Acme Trading)",
      "## Network n-1",
    ])
  })

  test("says so when there is none", () => {
    const text = textOf(narratives(sampleScreening({ alerts: [], networks: [] })))
    expect(text).toContain("No alert and no network reaches this severity.")
  })
})
