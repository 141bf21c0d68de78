// A ledger that means harm to whoever opens the report: what stands in it stays text.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { run } from "../cli/process.ts"
import { inBrowser, openReport, startBrowser } from "./browser.ts"

const HARM = [
  "<script>window.harmed = 1</script>",
  '"><img src=x onerror="window.harmed = 2">',
  "</script><script>window.harmed = 3</script>",
  "<!--<script>window.harmed = 4",
  "'-alert(1)-' javascript:window.harmed=5",
  "</title><svg onload=window.harmed=6>",
  "\u202egnp.exe\u202c \u2066left\u2069 \u200bzero",
  "&lt;b&gt;&#x3c;i&#x3e; {{7*7}} <%= 7*7 %>",
  "half \ud83d of a pair, \udc00 another",
  "\u0000\u0001\u001b[31m\u007f\ufffe",
  "https://example.com/steal?x=1",
] as const

const LONG_MEMO = `<b onmouseover="window.harmed=8">${"长 long ".repeat(1600)}</b>象牙手镯`

/** A seller whom many pay with words for ivory, who pays couriers and passes the rest on; every name means harm. */
function ledger(): string {
  const rows: object[] = []
  const harm = (index: number) => HARM[index % HARM.length]!
  const day = (index: number) => new Date(Date.UTC(2026, 0, 10, 9) + index * 36e5 * 11).toISOString()
  const pay = (payer: string, payee: string, amount: string, memo: string) => {
    const index = rows.length
    rows.push({
      id: `${harm(index)} p${index}`,
      time: day(index),
      amount,
      currency: "CNY",
      payer: `${payer} ${harm(index % 3)}`,
      payee: `${payee} ${harm(0)}`,
      payerName: harm(index),
      payeeName: harm(index + 4),
      memo,
      payerCountry: "CN",
      payeeCountry: "CN",
      channel: harm(index + 1),
      payeeDevice: harm(index + 2),
    })
  }
  for (let index = 0; index < 40; index++) {
    pay(`buyer${index % 18}`, "seller", `${2000 + index * 37}.00`, `象牙手镯 ${harm(index)} 3件`)
    pay("seller", "mule", `${1900 + index * 37}.00`, index === 5 ? LONG_MEMO : harm(index + 5))
    if (index % 2 === 0) pay("seller", "courier", "18.00", `顺丰快递 ${harm(index)}`)
  }
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("")
}

inBrowser("report of a hostile ledger", () => {
  let dir: string
  let browser: Browser
  const lines = (name: string) =>
    readFileSync(join(dir, "out", name), "utf8")
      .trim()
      .split("\n")

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "moneytrail-hostile-"))
    writeFileSync(join(dir, "ledger.jsonl"), ledger())
    const { code, stderr } = await run(["screen", "ledger.jsonl", "--out", "out", "--quiet"], dir)
    expect(stderr).toBe("")
    expect(code).toBe(0)
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(dir, { recursive: true })
  })

  test("it is worth looking at: alerts and a network are there", () => {
    expect(lines("alerts.jsonl").length).toBeGreaterThan(1)
    expect(JSON.parse(lines("networks.json").join("\n")).networks.length).toBeGreaterThan(0)
  })

  test("nothing of it runs, loads, or makes an element", async () => {
    const open = await openReport(browser, join(dir, "out/report.html"))
    const network = JSON.parse(lines("networks.json").join("\n")).networks[0].id
    const alerts = lines("alerts.jsonl").map((line) => JSON.parse(line).id)
    const addresses = ["", "alerts", ...alerts.slice(0, 4).map((id) => `alerts/${id}`), "networks"]
    for (const address of [...addresses, `networks/${network}`, "flows", "rules", "method", "print"]) {
      await open.goTo(`#/${address}`)
      const seen = await open.page.evaluate(() => ({
        harmed: "harmed" in window,
        // Ours: one script of data, one that runs; drawings are SVG of our own without handlers.
        scripts: document.querySelectorAll("script").length,
        foreign: document.querySelectorAll(
          "img, iframe, object, embed, form, base, b, i, [onload], [onerror], [onmouseover], a[href^='javascript'], a[href*='example.com']",
        ).length,
        title: document.title,
      }))
      expect({ address, ...seen }).toEqual({
        address,
        harmed: false,
        scripts: 2,
        foreign: 0,
        title: seen.title,
      })
      expect(seen.title.endsWith(" · moneytrail")).toBe(true)
    }
    expect(open.problems).toEqual([])
    expect(open.requests).toEqual([])
  })

  test("what is hidden in texts is shown: direction marks and halves of pairs by their code points", async () => {
    const open = await openReport(browser, join(dir, "out/report.html"))
    const seller = JSON.parse(lines("alerts.jsonl").find((line) => line.includes('"subject":"seller'))!)
    await open.goTo(`#/alerts/${seller.id}`)
    const text = (await open.page.locator("main").textContent()) ?? ""
    for (const sign of ["U+202E", "U+D83D", "<script>window.harmed = 1</script>"])
      expect(text).toContain(sign)
    const turning = await open.page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const found: string[] = []
      while (walker.nextNode() !== null) {
        const { parentElement, textContent } = walker.currentNode
        const isShown = parentElement?.closest("script") === null
        if (isShown && /[\u202a-\u202e\u2066-\u2069]/.test(textContent ?? ""))
          found.push(parentElement.outerHTML)
      }
      return found
    })
    expect(turning).toEqual([])
    expect(await open.page.locator("main mark").count()).toBeGreaterThan(5)
    expect(await open.page.locator("main mark").first().textContent()).toContain("象牙")
  })

  test("a memo of ten thousand characters is shortened, and opened on demand", async () => {
    const open = await openReport(browser, join(dir, "out/report.html"))
    for (const line of lines("alerts.jsonl")) {
      const { id, payments } = JSON.parse(line)
      if (!payments.some((payment: string) => payment.endsWith("p14"))) continue
      await open.goTo(`#/alerts/${id}`)
      const more = open.page.locator("button.link[aria-expanded]").first()
      if ((await more.count()) === 0) continue
      const length = async () => ((await open.page.locator("main").textContent()) ?? "").length
      const before = await length()
      await more.click()
      expect(await length()).toBeGreaterThan(before + 1000)
      return
    }
    expect.unreachable("no alert shows the long memo")
  })
})
