// The report that the program writes for the platform fixture, opened from disk as an investigator would.
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import axeCore, { type AxeResults, type RunOptions } from "axe-core"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { run } from "../cli/process.ts"
import { inBrowser, type OpenReport, openReport, startBrowser } from "./browser.ts"

const FIXTURE = resolve(import.meta.dirname, "../../fixtures/platform/payments.csv")
declare global {
  interface Window {
    /** Axe, once its script has run in the browser. */
    examiner: { readonly run: (context: Document, options: RunOptions) => Promise<AxeResults> }
  }
}

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
    const { code, stderr } = await run(["screen", FIXTURE, "--out", "out", "--quiet"], dir)
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

  test.each([
    { colorScheme: "light", type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    // Dark differs in its colours alone.
    { colorScheme: "dark", type: "rule", values: ["color-contrast"] },
  ] as const)("has no fault that axe finds, in $colorScheme", async ({ colorScheme, type, values }) => {
    // The policy of the report lets no other script in, so that it is set aside for the examiner.
    const open = await openReport(browser, report(), { bypassCSP: true, colorScheme })
    const faults: string[] = []
    await open.page.evaluate(`${axeCore.source}; window.examiner = window.axe`)
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
      await open.goTo(`#/${address}`)
      const found = await open.page.evaluate(
        async (runOnly) => {
          const { violations } = await window.examiner.run(document, { runOnly })
          return violations.map(
            ({ id, nodes }) =>
              `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
          )
        },
        { type, values: [...values] },
      )
      faults.push(...found.map((fault: string) => `#/${address} ${fault}`))
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
    await open.goTo("#/print")
    const alerts = readFileSync(join(dir, "out/alerts.jsonl"), "utf8").trim().split("\n")
    const urgent = alerts.filter((line) => /"severity":"(?:high|critical)"/.test(line)).length
    expect(await open.page.locator(".dossier").count()).toBeGreaterThanOrEqual(urgent)
    expect(open.problems).toEqual([])
  })

  test("opens without WebGL and at 400 pixels without scrolling sideways", async () => {
    const plain = await startBrowser([
      "--disable-gpu",
      "--disable-webgl",
      "--disable-webgl2",
      "--disable-3d-apis",
    ])
    try {
      const open = await openReport(plain, report(), { viewport: { width: 400, height: 800 } })
      for (const page of [...PAGES, `networks/${topNetwork}`, `alerts/${topAlert}`]) {
        await open.goTo(`#/${page}`)
        const wider = await open.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(`${page} ${wider}`).toBe(`${page} 0`)
      }
      expect(open.problems).toEqual([])
    } finally {
      await plain.close()
    }
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
