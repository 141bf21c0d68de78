// The files of a backtest: cells that no spreadsheet runs, a drawing that is XML whatever the ids are.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import type { Backtest, Metrics, Sweep } from "../../src/model/backtest.ts"
import { sweepChart } from "../../src/report/sweep-chart.ts"
import { sweepTable } from "../../src/report/sweep-rows.ts"
import { writeBacktest, writeSweep } from "../../src/report/write-backtest.ts"

const dir = mkdtempSync(join(tmpdir(), "moneytrail-backtest-"))
afterAll(() => rmSync(dir, { recursive: true }))

const metrics = (truePositives: number): Metrics => ({
  truePositives,
  falsePositives: 1,
  falseNegatives: 2,
  trueNegatives: 3,
  unlabelled: 4,
  precision: truePositives / (truePositives + 1),
  recall: null,
  f1: 0.5,
})

const sweepOf = (counts: readonly number[], isLabelled = true): Sweep => ({
  rule: "cash-below",
  param: "floor",
  type: "money",
  inForce: "8000 USD",
  points: counts.map((alerts, i) => ({
    value: `${i * 500}.00 USD`,
    at: i * 50_000,
    findings: alerts + 1,
    alerts,
    subjects: alerts,
    metrics: isLabelled ? metrics(i) : null,
  })),
})

/** Reads the XML our writer may write: elements, attributes in double quotes, text; anything else throws. */
function checkXml(xml: string): string[] {
  const texts: string[] = []
  const open: string[] = []
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "")
  expect(rest.length).toBeLessThan(xml.length)
  const name = "[a-zA-Z][\\w-]*"
  const tag = new RegExp(
    `^<(/?)(${name})((?: ${name}="[^"<>&]*(?:&(?:amp|lt|gt|quot|apos|#9|#10|#13);[^"<>&]*)*")*)(/?)>`,
  )
  while (rest.length > 0) {
    const [whole, end, element = "", , single] = tag.exec(rest) ?? []
    if (whole === undefined) {
      const text = /^[^<>&]+|^&(?:amp|lt|gt|quot|apos|#9|#10|#13);/.exec(rest)?.[0]
      if (text === undefined) throw new Error(`no XML: ${rest.slice(0, 60)}`)
      texts.push(text)
      rest = rest.slice(text.length)
      continue
    }
    expect(["svg", "title", "rect", "line", "text", "polyline", "circle"]).toContain(element)
    if (end === "/") expect(open.pop()).toBe(element)
    else if (single !== "/") open.push(element)
    rest = rest.slice(whole.length)
  }
  expect(open).toEqual([])
  return texts
}

describe("the chart", () => {
  test("has both curves, axes with their scales, and the values", () => {
    const svg = sweepChart(sweepOf([40, 22, 7]))
    const texts = checkXml(svg).join("|")
    expect(svg.match(/<polyline /g)).toHaveLength(2)
    expect(svg.match(/<circle /g)).toHaveLength(6)
    for (const part of [
      "cash-below: floor",
      "in force: 8000 USD",
      "alerts of all rules (left scale)",
      "0.00 USD",
      "1000.00 USD",
    ])
      expect(texts).toContain(part)
    expect(sweepChart(sweepOf([40, 22, 7]))).toBe(svg)
    expect(sweepChart(sweepOf([3], false))).toContain("parties the rule finds")
  })

  test("is XML without scripts whatever the names are", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom("</text><script>alert(1)</script>", '" onload="x', "a&b", "]]>", "\u0000\ud800"),
    )
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 12 }),
        (rule, value, counts) => {
          const sweep = sweepOf(counts)
          const points = sweep.points.map((point) => ({ ...point, value }))
          const svg = sweepChart({ ...sweep, rule, param: value, inForce: rule, points })
          checkXml(svg)
          expect(svg).not.toMatch(/NaN|Infinity|undefined/)
        },
      ),
      { numRuns: 80 },
    )
  })
})

test("the table has one line a value and empty cells where nothing is known", () => {
  const lines = [...sweepTable(sweepOf([5, 3]))].join("").split("\n")
  expect(lines[0]).toBe(
    "\ufeffrule,param,value,findings,alerts,parties,true_positives,false_positives,false_negatives,true_negatives,unlabelled,precision,recall,f1",
  )
  expect(lines[1]).toBe("cash-below,floor,0.00 USD,6,5,5,0,1,2,3,4,0,,0.5")
  expect([...sweepTable(sweepOf([5], false))].join("").split("\n")[1]).toBe(
    "cash-below,floor,0.00 USD,6,5,5,,,,,,,,",
  )
})

test("changes.csv is safe to open, and files come together", async () => {
  const sketch = { score: 71.5, severity: "high", rules: ["r1", "r2"], findings: 3 } as const
  const result = {
    changes: [
      { subject: "=cmd()", name: "+1", change: "added", before: null, after: sketch },
      { subject: "b", name: "", change: "gone", before: sketch, after: null },
    ],
  } as unknown as Backtest
  const written = await writeBacktest(result, join(dir, "new/out"))
  expect(written.map(({ name }) => name)).toEqual(["backtest.json", "changes.csv"])
  const lines = readFileSync(join(dir, "new/out/changes.csv"), "utf8").split("\n")
  expect(lines[1]).toBe("'=cmd(),'+1,added,,,,,71.5,high,r1; r2,3")
  expect(lines[2]).toBe("b,,gone,71.5,high,r1; r2,3,,,,")
  expect(JSON.parse(readFileSync(join(dir, "new/out/backtest.json"), "utf8"))).toEqual(result)
})

test("the curve is written beside its name; what cannot be written is told", async () => {
  await writeSweep(sweepOf([2, 1]), join(dir, "curves/floor"))
  expect(readdirSync(join(dir, "curves"))).toEqual(["floor.csv", "floor.svg"])
  writeFileSync(join(dir, "file"), "")
  await expect(writeSweep(sweepOf([1]), join(dir, "file/floor"))).rejects.toMatchObject({
    code: "OUTPUT_NOT_WRITABLE",
  })
})
