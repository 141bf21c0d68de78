// The report that the program writes for the platform fixture, opened from disk as an investigator would.
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import axeCore, { type AxeResults, type RunOptions } from "axe-core"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { run } from "../cli/process.ts"
import { inBrowser, type OpenReport, openReport, startBrowser } from "./browser.ts"

const FIXTURE = resolve(import.meta.dirname, "../../fixtures/platform/payments.csv")
declare global {
  interface Window {
    /** Axe, once its script has run in the browser. */
    examiner: { readonly run: (context: Document, options: RunOptions) => Promise<AxeResults> }
  }
}

/** Where the ledger lies: paths are text without a place to break. */
const LEDGER = "case-of-the-second-quarter-with-a-name-as-long-as-a-screen-is-wide/payments.csv"
/** Windows, and what every text must stand in the narrowest (WCAG 2.2, 1.4.12); a wide font does the same to a page. */
const NARROW = [
  { width: 400, style: "" },
  {
    width: 320,
    style:
      "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }",
  },
  { width: 320, style: "* { font-family: 'DejaVu Sans Mono', monospace !important }" },
] as const

const PAGES = ["", "alerts", "networks", "flows", "rules", "not-applicable", "suppressed", "method", "print"]

inBrowser("report of the platform fixture", () => {
  let dir: string
  let browser: Browser
  let topNetwork: string
  let topAlert: string

  const report = () => join(dir, "out/report.html")
  const texts = (open: OpenReport, selector: string) => open.page.locator(selector).allTextContents()

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "moneytrail-browser-"))
    cpSync(FIXTURE, join(dir, LEDGER))
    const { code, stderr } = await run(["screen", LEDGER, "--out", "out", "--quiet"], dir)
    expect(stderr).toBe("")
    expect(code).toBe(0)
    const read = (name: string) => readFileSync(join(dir, "out", name), "utf8")
    topNetwork = JSON.parse(read("networks.json")).networks[0].id
    topAlert = JSON.parse(read("alerts.jsonl").split("\n")[0]!).id
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(dir, { recursive: true })
  })

  test("every page opens, asks nothing of anyone and is refused nothing", async () => {
    const open = await openReport(browser, report())
    const titles = new Set<string>()
    for (const page of [
      ...PAGES,
      `networks/${topNetwork}`,
      `alerts/${topAlert}`,
      "rules/wildlife-product-words",
    ]) {
      await open.goTo(`#/${page}`)
      titles.add((await open.page.locator("main h1").first().textContent()) ?? "")
    }
    expect(titles.size).toBe(PAGES.length + 3)
    expect(open.problems).toEqual([])
    expect(open.requests).toEqual([])
  })

  test("the top network says who sells, through whom, what, and which five payments prove it", async () => {
    const open = await openReport(browser, report())
    await open.page.getByRole("link", { name: /^Networks/ }).click()
    await open.page.getByRole("link", { name: "Network 1", exact: true }).click()
    const story = await open.page.locator(".story").textContent()
    const network = JSON.parse(readFileSync(join(dir, "out/networks.json"), "utf8")).networks[0]
    const ofRole = (...roles: string[]): string[] =>
      network.members
        .filter((one: { role: string }) => roles.includes(one.role))
        .map((one: { party: string }) => one.party)
    const [who = "", through = "", what = ""] = await texts(open, ".story dd")
    expect(ofRole("seller").length).toBeGreaterThan(0)
    for (const party of ofRole("seller")) expect(who).toContain(party)
    for (const party of ofRole("mule", "supplier", "cash-out")) expect(through).toContain(party)
    for (const taxon of network.taxa) expect(what).toContain(taxon)
    expect(await open.page.locator(".proof > li").count()).toBe(5)
    for (const payment of network.keyPayments.slice(0, 5)) expect(story).toContain(payment)
    expect(await open.page.locator(".proof mark").count()).toBeGreaterThan(0)
    expect(open.problems).toEqual([])
  })

  test("the list of networks names as sellers those whose role it is, and nobody else", async () => {
    const open = await openReport(browser, report())
    await open.goTo("#/networks")
    const { networks } = JSON.parse(readFileSync(join(dir, "out/networks.json"), "utf8"))
    const cells = await texts(open, "main tbody td:nth-child(3)")
    expect(cells.length).toBe(networks.length)
    const withoutSeller = cells.filter((_, i) =>
      networks[i].members.every(({ role }: { role: string }) => role !== "seller"),
    )
    expect(withoutSeller.length).toBeGreaterThan(0)
    for (const cell of withoutSeller) expect(cell).toBe("–")
  })

  test("the drawing holds every party and answers to keys as to the pointer", async () => {
    const open = await openReport(browser, report())
    await open.goTo(`#/networks/${topNetwork}`)
    const network = JSON.parse(readFileSync(join(dir, "out/networks.json"), "utf8")).networks[0]
    const { page } = open
    expect(await page.locator(".node").count()).toBe(network.members.length + network.contacts.length)
    expect(await page.locator(".arrow .line").count()).toBeGreaterThanOrEqual(network.edges.length)

    const viewBox = () => page.locator(".canvas").getAttribute("viewBox")
    const whole = await viewBox()
    await page.locator('.node[tabindex="0"]').focus()
    const first = await page.locator(".details").textContent()
    await page.keyboard.press("ArrowRight")
    await page.waitForFunction((before) => document.querySelector(".details")?.textContent !== before, first)
    await page.keyboard.press("+")
    await page.waitForFunction(
      (before) => document.querySelector(".canvas")?.getAttribute("viewBox") !== before,
      whole,
    )
    await page.keyboard.press("0")
    await page.waitForFunction(
      (before) => document.querySelector(".canvas")?.getAttribute("viewBox") === before,
      whole,
    )
    await page.keyboard.press("Enter")
    expect(await page.locator('.node[aria-pressed="true"]').count()).toBe(1)

    await page.locator(".canvas").scrollIntoViewIfNeeded()
    await page.locator(".node .mark").first().hover()
    expect(await page.locator(".details").textContent()).toContain(network.members[0].party)

    const faded = () => page.locator(".arrow.faded").count()
    expect(await faded()).toBe(0)
    await page.locator(".month input").fill("1")
    expect(await faded()).toBeGreaterThan(0)
    expect(open.problems).toEqual([])
  })

  test("one can walk it by keyboard alone: to the alerts, sort, open one, and back", async () => {
    const open = await openReport(browser, report())
    const { page } = open
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press("Tab")
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
      }
      expect.unreachable(`Tab never reached ${selector}`)
    }
    const parties = () => texts(open, "main tbody th")
    await tabTo('nav a[href="#/alerts"]')
    await page.keyboard.press("Enter")
    await page.waitForURL(/#\/alerts$/)
    await page.waitForFunction(() => document.activeElement?.tagName === "H1")

    const byScore = await parties()
    await tabTo('th[aria-sort="none"] button')
    await page.keyboard.press("Enter")
    await page.waitForFunction(() => document.activeElement?.closest("th")?.ariaSort !== "none")
    const byOther = await parties()
    expect(byOther).not.toEqual(byScore)
    expect([...byOther].sort()).toEqual([...byScore].sort())

    await tabTo('main tbody a[href^="#/alerts/"]')
    await page.keyboard.press("Enter")
    await page.waitForURL(/#\/alerts\/.+/)
    await page.waitForFunction(() => document.activeElement?.tagName === "H1")
    expect((await texts(open, "main h1"))[0]).not.toBe("")
    await page.goBack()
    await page.waitForURL(/#\/alerts$/)
    expect(open.problems).toEqual([])
  })

  test("of a run without alerts says which rules could not judge", async () => {
    writeFileSync(
      join(dir, "quiet.csv"),
      "time,amount,currency,payer,payee\n2026-03-01T09:00:00Z,12.50,EUR,ann,baker\n",
    )
    expect((await run(["screen", "quiet.csv", "--out", "quiet", "--quiet"], dir)).code).toBe(0)
    const open = await openReport(browser, join(dir, "quiet/report.html"))
    const { rules } = JSON.parse(readFileSync(join(dir, "quiet/manifest.json"), "utf8"))
    const idle = rules.filter((rule: { notApplicable: number }) => rule.notApplicable === 1).length
    expect(idle).toBeGreaterThan(0)
    expect((await texts(open, "main p")).join(" ")).toContain(`${idle} rules could judge no payment`)
    await open.page.locator('main a[href="#/not-applicable"]').first().click()
    expect(await texts(open, "main h1")).toEqual(["What was not screened"])
    expect(open.problems).toEqual([])
  })

  test("an alert tells the innocent causes of its findings without being asked", async () => {
    const open = await openReport(browser, report())
    await open.goTo(`#/alerts/${topAlert}`)
    const causes = open.page.getByRole("heading", { name: "Known innocent causes, to rule out first" })
    expect(await causes.first().isVisible()).toBe(true)
  })

  test("has no fault that axe finds, in light and in dark", async () => {
    // The policy of the report lets no other script in, so that it is set aside for the examiner.
    const open = await openReport(browser, report(), { bypassCSP: true })
    const faults: string[] = []
    await open.page.evaluate(`${axeCore.source}; window.examiner = window.axe`)
    const examine = (runOnly: { type: "tag" | "rule"; values: string[] }) =>
      open.page.evaluate(
        async (options) => {
          const { violations } = await window.examiner.run(document, options)
          return violations.map(
            ({ id, nodes }) =>
              `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
          )
        },
        // Of what is right a line is enough: to describe it all takes as long as to find it.
        { runOnly, resultTypes: ["violations" as const] },
      )
    for (const address of [
      "",
      "alerts",
      `alerts/${topAlert}`,
      "networks",
      `networks/${topNetwork}`,
      "flows",
      "rules",
      "rules/wildlife-product-words",
      "not-applicable",
      "suppressed",
      "method",
    ]) {
      await open.page.emulateMedia({ colorScheme: "light" })
      await open.goTo(`#/${address}`)
      const inLight = await examine({
        type: "tag",
        values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      })
      // Dark differs in its colours alone.
      await open.page.emulateMedia({ colorScheme: "dark" })
      const inDark = await examine({ type: "rule", values: ["color-contrast"] })
      faults.push(...inLight.map((fault) => `#/${address} ${fault}`))
      faults.push(...inDark.map((fault) => `#/${address} in dark: ${fault}`))
    }
    expect(faults).toEqual([])
  })

  test("prints dossiers: pages with the evidence, without what is for the screen", async () => {
    const open = await openReport(browser, report(), { colorScheme: "dark" })
    await open.goTo(`#/networks/${topNetwork}`)
    expect(await pagesOf(open)).toBeGreaterThan(1)
    await open.page.emulateMedia({ media: "print" })
    expect(await open.page.locator("nav").first().isVisible()).toBe(false)
    expect(await open.page.locator(".proof").isVisible()).toBe(true)
    await open.page.emulateMedia({ media: "screen" })
    await open.goTo(`#/alerts/${topAlert}`)
    expect(await pagesOf(open)).toBeGreaterThan(1)
    expect(open.problems).toEqual([])
  })

  describe("all dossiers on one page, which takes a while to draw", () => {
    let open: OpenReport
    beforeAll(async () => {
      open = await openReport(browser, report())
      await open.goTo("#/print")
    })

    test("are those of all urgent alerts at least", async () => {
      const alerts = readFileSync(join(dir, "out/alerts.jsonl"), "utf8").trim().split("\n")
      const urgent = alerts.filter((line) => /"severity":"(?:high|critical)"/.test(line)).length
      expect(await open.page.locator(".dossier").count()).toBeGreaterThanOrEqual(urgent)
      expect(open.problems).toEqual([])
    })

    test("have their headings a level lower, and none is left out", async () => {
      const levels = await open.page
        .locator("main :is(h1, h2, h3, h4, h5)")
        .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))))
      expect(levels[0]).toBe(1)
      expect(levels.filter((level) => level === 1).length).toBe(1)
      const dossiers = await open.page.locator(".dossier").count()
      expect(levels.filter((level) => level === 2).length).toBe(dossiers)
      for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
      expect(await open.page.title()).toContain((await texts(open, "main h1"))[0])
    })
  })

  test("names networks alike everywhere, by rank and id", async () => {
    const open = await openReport(browser, report())
    const linked = open.page.getByRole("link", { name: "Network 1", exact: true })
    for (const page of ["", "alerts", "networks", `alerts/${topAlert}`]) {
      await open.goTo(`#/${page}`)
      expect(await linked.first().getAttribute("href")).toBe(`#/networks/${topNetwork}`)
    }
  })

  test("a search for a word finds those in whose payments it stands, and not their mules", async () => {
    const open = await openReport(browser, report())
    await open.goTo("#/alerts")
    await open.page.getByRole("searchbox").fill("穿山甲片")
    await open.page.waitForFunction(() => document.querySelectorAll("main tbody tr").length < 10)
    const found = (await texts(open, "main tbody th")).join("\n")
    expect(found).toContain("u68632741")
    expect(found).not.toContain("u30173385")
  })

  test("groups the digits of every amount of money, in sentences too", async () => {
    const open = await openReport(browser, report())
    for (const page of ["", "alerts", "flows", `networks/${topNetwork}`, `alerts/${topAlert}`]) {
      await open.goTo(`#/${page}`)
      const text = (await texts(open, "main :is(p, li, td, dd)")).join("\n")
      expect(text).toMatch(/\d,\d{3}\.\d\d CNY/)
      expect(text.match(/(?<![\w.,-])\d{4,}(\.\d+)? [A-Z]{3}\b/g)).toBe(null)
    }
  })

  test("a rule tells the published indicators that it answers", async () => {
    const open = await openReport(browser, report())
    await open.goTo("#/rules/wildlife-product-words")
    const told = await texts(open, "main section:has(h2:text('Published indicators')) li")
    expect(told.length).toBeGreaterThan(0)
    for (const indicator of told) expect(indicator).toMatch(/^[A-Z]+-[A-Z]*\d+[a-z]?: .{20,}\(20\d\d\)/s)
  })

  test("shows times in the zone of the reader beside UTC, when asked", async () => {
    const open = await openReport(browser, report(), { timezoneId: "Asia/Shanghai" })
    await open.goTo(`#/networks/${topNetwork}`)
    const times = () => texts(open, ".proof time")
    const before = await times()
    for (const time of before) expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
    await open.page.getByLabel("Times").selectOption("Asia/Shanghai")
    for (const [i, time] of (await times()).entries()) {
      const [utc = "", local = ""] = time.split(" UTC ")
      expect(`${utc} UTC`).toBe(before[i])
      expect(local).toMatch(/ \+08:00$/)
      expect(Date.parse(local.replace(" +", "+").replace(" ", "T"))).toBe(
        Date.parse(`${utc.replace(" ", "T")}Z`),
      )
    }
    const inUtc = await openReport(browser, report(), { timezoneId: "UTC" })
    expect(await inUtc.page.getByLabel("Times").count()).toBe(0)
    expect(open.problems).toEqual([])
  })

  test("without WebGL every page opens, and none scrolls sideways in a narrow window, whatever the font", async () => {
    const plain = await startBrowser([
      "--disable-gpu",
      "--disable-webgl",
      "--disable-webgl2",
      "--disable-3d-apis",
    ])
    try {
      const open = await openReport(plain, report())
      for (const page of [...PAGES, `networks/${topNetwork}`, `alerts/${topAlert}`]) {
        await open.goTo(`#/${page}`)
        for (const { width, style } of NARROW) {
          await open.page.setViewportSize({ width, height: 800 })
          const wider = await open.page.evaluate((css) => {
            const sheet = new CSSStyleSheet()
            sheet.replaceSync(css)
            document.adoptedStyleSheets = [sheet]
            return document.documentElement.scrollWidth - innerWidth
          }, style)
          expect(`${page} at ${width} ${style} ${wider}`).toBe(`${page} at ${width} ${style} 0`)
        }
      }
      expect(open.problems).toEqual([])
    } finally {
      await plain.close()
    }
  })

  test("on a telephone the reasons of alerts are read without a scroll", async () => {
    const open = await openReport(browser, report(), { viewport: { width: 390, height: 800 } })
    await open.goTo("#/alerts")
    const box = await open.page.locator(".alerts td.reason").first().boundingBox()
    expect((box?.x ?? Infinity) + (box?.width ?? Infinity)).toBeLessThanOrEqual(390)
    expect(open.problems).toEqual([])
  })

  test("is a small file", () => {
    expect(statSync(report()).size).toBeLessThan(2e6)
  })
})

/** Pages of paper: `/Type /Page` in the PDF, which Chromium does not compress. */
async function pagesOf({ page }: OpenReport): Promise<number> {
  const pdf = await page.pdf({ format: "A4" })
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}
