// Opens reports from disk in a real browser, Debian's Chromium, and watches all they do.
import { existsSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { describe } from "vitest"

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path))

/** Tests that need a browser; left out, with a message, where there is none. */
export function inBrowser(name: string, tests: () => void): void {
  if (CHROMIUM === undefined) {
    process.stderr.write(`left out for want of a browser (Debian: apt install chromium): ${name}\n`)
  }
  describe.skipIf(CHROMIUM === undefined)(name, tests)
}

export function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox", ...flags] })
}

/** A report on view, with what went wrong since it was opened. */
export interface OpenReport {
  readonly page: Page
  /** Requests for anything but the file itself. */
  readonly requests: readonly string[]
  /** Errors and warnings of the console, errors of scripts, and what the Content Security Policy refused. */
  readonly problems: readonly string[]
  readonly goTo: (address: string) => Promise<void>
}

export async function openReport(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenReport> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  const address = pathToFileURL(file).href
  const requests: string[] = []
  const problems: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text())
  })
  page.on("pageerror", (error) => problems.push(error.message))
  await context.route("**/*", (route) => {
    const url = route.request().url()
    if (url.split("#")[0] === address) return route.continue()
    requests.push(url)
    return route.abort()
  })
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`refused by policy: ${violatedDirective} ${blockedURI}`)
    })
  })
  await page.goto(address)
  await page.locator("main h1").first().waitFor()
  return {
    page,
    requests,
    problems,
    goTo: async (hash) => {
      // The page draws when it is told of the address, which is before the second frame from now; its effects run by then.
      await page.evaluate((to) => {
        location.hash = to
        return new Promise((done) => {
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))
        })
      }, hash)
      await page.locator("main h1").first().waitFor()
    },
  }
}
