// `--parties` as users give it: to screen, to explain, to backtest.
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { makeWorkplace, RULE, RULE_TEST, run, writeIn } from "./process.ts"

const TRADE_RULE = RULE.replace("id: large-cash", "id: paid-shop").replace(
  "    channel: cash",
  "    attributes.payeeBusiness: { matches: taxiderm }",
)

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
  writeIn(dir, "trades/cash/paid-shop.yaml", TRADE_RULE)
  writeIn(dir, "trades/cash/paid-shop.test.yaml", RULE_TEST)
  writeIn(dir, "parties.csv", "party,business,country\nacme,Taxidermy and skins,South Africa\nnobody,tea,\n")
  writeIn(dir, "twice.csv", "party,business\nacme,tea\nacme,skins\n")
})
afterAll(() => rmSync(dir, { recursive: true }))

const read = (name: string) => JSON.parse(readFileSync(join(dir, name), "utf8")) as Record<string, unknown>

describe("--parties", () => {
  test("gives rules the trade of a party, and the manifest says how the table met the payments", async () => {
    const args = [
      "screen",
      "payments.csv",
      "--rules",
      "rules",
      "--rules",
      "trades",
      "--parties",
      "parties.csv",
    ]
    const { code, stdout, stderr } = await run(args, dir)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(stdout).toMatch(/paid-shop +1 +1/)
    expect(stdout).toContain(
      "parties.csv: 2 known parties, 1 of them in payments; 2 parties of payments are not in it",
    )
    expect(read("out/manifest.json")["parties"]).toMatchObject({
      file: "parties.csv",
      fields: ["attributes.payeeBusiness", "attributes.payerBusiness", "payeeCountry", "payerCountry"],
      listed: 2,
      matched: 1,
      unmatched: 1,
      unknown: 2,
    })
  })

  test("without it a rule that needs it applies to no payment", async () => {
    const args = ["screen", "payments.csv", "--rules", "rules", "--rules", "trades", "--out", "without"]
    const { code } = await run(args, dir)
    expect(code).toBe(0)
    const { parties, rules } = read("without/manifest.json")
    expect(parties).toBeNull()
    expect(rules).toContainEqual(expect.objectContaining({ id: "paid-shop", findings: 0, notApplicable: 2 }))
  })

  test("serves explain and backtest as well", async () => {
    const rules = ["--rules", "rules", "--rules", "trades", "--parties", "parties.csv", "--json"]
    const explained = await run(
      ["explain", "payments.csv", "--rule", "paid-shop", "--party", "acme", ...rules],
      dir,
    )
    expect(JSON.parse(explained.stdout)).toMatchObject({ fires: true })
    const tested = await run(["backtest", "payments.csv", ...rules], dir)
    expect(JSON.parse(tested.stdout)).toMatchObject({
      rules: expect.arrayContaining([{ rule: "paid-shop", before: 1, after: 1 }]) as unknown,
    })
  })

  test("a table that cannot be read ends the run with its line", async () => {
    const { code, stderr } = await run(["screen", "payments.csv", "--parties", "twice.csv"], dir)
    expect(code).toBe(2)
    expect(stderr).toContain('twice.csv:3: PARTIES_INVALID: line 2 has the party "acme" already')
  })
})
