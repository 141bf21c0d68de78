// One of a thing is told in the singular, in whatever a user reads of a small case.
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { unzipSync } from "fflate"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ADJECTIVES, PLURALS } from "../helpers/plurals.ts"
import { makeWorkplace, run, writeIn } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
  const head = "time,amount,currency,payer,payee,payeeName,memo,payerDevice,payeeDevice"
  const ofOne = "2026-01-05T09:00:00Z,9500.001,USD,li,acme,Acme,象牙手串,,"
  writeIn(dir, "one.csv", `${head}\n${ofOne}\n`)
  writeIn(dir, "bad.csv", `${head}\n${ofOne}\n${ofOne}\n2026-01-05T09:00:00Z\n`)
  writeIn(dir, "worse.csv", `${head}\nnever${ofOne}\n`)
  writeIn(
    dir,
    "network.csv",
    `${head}
2026-01-05T09:00:00Z,1800,CNY,li,chen,Chen,象牙手串,,d1
2026-01-05T09:30:00Z,1800,CNY,chen,wu,Wu,,d1,d1
2026-01-06T09:00:00Z,23,CNY,chen,sf,顺丰速运,,d1,
`,
  )
  writeIn(dir, "parties.csv", "party,business\nghost,shop\n")
  writeIn(dir, "apart.csv", "party,other,by,reason\nacme,ghost,ana,two shops\n")
  writeIn(
    dir,
    "suppressions.yaml",
    "- { party: ghost, rule: large-cash, reason: known, by: ana, until: 2030-01-01 }\n",
  )
  writeIn(
    dir,
    "fiu.yaml",
    "report: { rentity_id: '1' }\nmy_clients: all\ninstitution: { institution_name: Bank }\n",
  )
})
afterAll(() => rmSync(dir, { recursive: true }))

/** A noun in the plural after a one, also in `1 of 1 rows`. */
const WRONG = new RegExp(String.raw`(?<![\w.,:/+-])1 (?:${ADJECTIVES} )?(?:${PLURALS})\b`, "g")

function wrongIn(text: string): string[] {
  return [...text.matchAll(WRONG)].map(({ index }) => text.slice(Math.max(0, index - 40), index + 60))
}

/** All that stands in files for readers; the data of the report is what the other files hold. */
function textsOf(path: string): string[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => textsOf(join(path, name)))
  if (path.endsWith("report.html")) return []
  if (!path.endsWith(".xlsx")) return [readFileSync(path, "utf8")]
  return Object.values(unzipSync(readFileSync(path))).map((bytes) => new TextDecoder().decode(bytes))
}

test("one row, one finding, one of everything", async () => {
  const told: string[] = []
  const tell = async (...args: string[]) => {
    const { stdout, stderr } = await run(args, dir)
    told.push(`${args.join(" ")}: ${stdout}${stderr}`)
  }
  await tell(
    "screen",
    "one.csv",
    "--parties",
    "parties.csv",
    "--apart",
    "apart.csv",
    "--suppressions",
    "suppressions.yaml",
  )
  await tell("verify", "out")
  await tell("verify", "out", "--rerun")
  await tell("explain", "acme", "--in", "out")
  await tell("explain", "one.csv", "--rule", "cn-under-threshold-payee", "--party", "acme")
  await tell("explain", "one.csv", "--rule", "paid-then-pays-courier", "--party", "acme")
  await tell("dossier", "out", "--alert", "acme", "--out", "dossier")
  await tell("verify", "dossier")
  await tell("backtest", "one.csv", "--max-alerts", "0")
  await tell("backtest", "one.csv", "--minutes-per-alert", "1")
  await tell(
    "goaml",
    "one.csv",
    "--alert",
    "acme",
    "--in",
    "out",
    "--profile",
    "fiu.yaml",
    "--date",
    "2026-11-22",
    "--out",
    "report.xml",
  )
  await tell("screen", "bad.csv", "--out", "bad", "--max-rejects", "1")
  await tell("screen", "bad.csv", "--out", "bad", "--max-rejects", "0")
  await tell("screen", "worse.csv", "--out", "bad")
  await tell("screen", "network.csv", "--out", "network")
  await tell("explain", "chen", "--in", "network")
  await tell("dossier", "network", "--alert", "chen", "--out", "chen")
  const written = ["out", "dossier", "bad", "network", "chen"].flatMap((name) => textsOf(join(dir, name)))
  expect([...told, ...written].flatMap(wrongIn)).toEqual([])
})
