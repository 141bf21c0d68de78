import { createHash } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { createPaymentTable } from "../../src/ingest/create-table.ts"
import { findingHash, type HashedFinding } from "../../src/report/finding-hash.ts"
import { writeFinding } from "../../src/report/finding-lines.ts"
import { screen } from "../../src/screen.ts"
import { secretPack } from "../helpers/secret-ledger.ts"
import { sampleWritten } from "./samples.ts"

function sample(): HashedFinding {
  const { hash: _hash, ...content } = sampleWritten({
    contexts: [{ context: "zoo", title: "a zoo", factor: 0.3, payments: ["p2"], observed: "memo: zoo" }],
  })
  return content
}

test("the hash is SHA-256 of the lines it is said to be of", () => {
  const finding = sample()
  const { id, rule, ruleVersion, typology, severity, evidence, subject, role, from, to } = finding
  const { indicators } = finding
  const [p1, p2] = finding.places
  const payment = (place: typeof p1) =>
    JSON.stringify([place?.payment, place?.time, place?.payer, place?.payee, place?.amount, place?.memo])
  const lines = [
    JSON.stringify([
      ...[id, rule, ruleVersion, typology, severity, evidence, subject, role],
      ...[
        [
          ["acme", "payee"],
          ["bob", "payer"],
        ],
        from,
        to,
        [
          ["count", 2],
          ["total", "19000.00 USD"],
        ],
      ],
      ...[[["count", "at least 2", "2"]], indicators],
    ]),
    payment(p1),
    payment(p2),
    '[[0,"memo",2,4,"象牙","象牙","elephant","elephant","zh","product","low","memory","plain"]]',
    '[["zoo",0.3,"memo: zoo",[1]]]',
  ]
  const expected = createHash("sha256")
    .update(lines.map((line) => `${line}\n`).join(""))
    .digest("hex")
  expect(findingHash(finding)).toBe(expected)
})

/** Every text and number of a finding, as paths. */
function leaves(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
}

function changed(finding: HashedFinding, path: readonly (string | number)[]): HashedFinding {
  const copy = structuredClone(finding) as unknown
  let holder = copy as Record<string, unknown>
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>
  const last = path.at(-1)!
  holder[last] = typeof holder[last] === "number" ? Number(holder[last]) + 1 : `${String(holder[last])}!`
  return copy as HashedFinding
}

/** What is not in the hash: sentences, titles, places. */
const OUTSIDE = [/^reason$/, /^contexts\.\d+\.title$/, /^places\.\d+\.(file|line)$/]

test("whatever else of a finding is changed, its hash changes; sentences, titles and places do not count", () => {
  const finding = sample()
  const before = findingHash(finding)
  for (const path of leaves(finding)) {
    // An id in `payments` only points to the payments, of which the places are the content.
    if (path[0] === "payments") continue
    const isOutside = OUTSIDE.some((pattern) => pattern.test(path.join(".")))
    expect([path.join("."), findingHash(changed(finding, path)) === before]).toEqual([
      path.join("."),
      isOutside,
    ])
  }
})

test("an id that was made from the place counts no more than the place", () => {
  const at = (
    file: string,
    lines: readonly [number, number],
    form: (line: number) => string,
  ): HashedFinding => {
    const finding = sample()
    const places = finding.places.map((place, i) => ({
      ...place,
      file,
      line: lines[i]!,
      payment: form(lines[i]!),
    }))
    const [first = "", second = ""] = places.map(({ payment }) => payment)
    return {
      ...finding,
      places,
      payments: [first, second],
      matches: finding.matches.map((match) => ({ ...match, payment: first })),
      contexts: finding.contexts.map((context) => ({ ...context, payments: [second] })),
    }
  }
  fc.assert(
    fc.property(
      fc.tuple(fc.nat(99), fc.nat(99)).filter(([a, b]) => a !== b),
      (lines) => {
        const one = findingHash(at("a.csv", [7, 8], (line) => `a.csv:${line}`))
        expect(findingHash(at("b/c.csv", lines, (line) => `b/c.csv:${line}`))).toBe(one)
        expect(findingHash(at("b.csv", lines, (line) => `b.csv (2):${line}.3`))).toBe(one)
        expect(findingHash(at("a.csv", lines, (line) => `own ${line}`))).not.toBe(one)
      },
    ),
    { numRuns: 50 },
  )
})

test("the findings of shuffled rows have the same hashes, also where payments have no ids", async () => {
  const pack = secretPack()
  const payment = fc.record({
    time: fc.constantFrom("2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", "2026-03-05T10:00:00Z"),
    amount: fc.constantFrom("9500", "12"),
    currency: fc.constant("USD"),
    payer: fc.constantFrom("anna", "ben", "carl"),
    payee: fc.constantFrom("ben", "carl"),
    memo: fc.constantFrom("ivory 12g", "for the zoo, ivory", "rent", null),
    payeeDevice: fc.constantFrom("d1", "d2", null),
  })
  const shuffles = fc
    .array(payment, { minLength: 1, maxLength: 8 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
  await fc.assert(
    fc.asyncProperty(shuffles, async (orders) => {
      const [one, other] = await Promise.all(
        orders.map(async (rows) => {
          const { findings, table } = await screen(createPaymentTable(rows), pack)
          return findings.map((finding) => writeFinding(finding, table).hash).sort()
        }),
      )
      expect(other).toEqual(one)
    }),
    { numRuns: 100 },
  )
})
