import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { checkRules } from "../../src/rules/check.ts"
import { loadRuleFiles, loadRules, shippedRulesDir } from "../../src/rules/load-rules.ts"
import { ruleWith, WINDOW_RULE } from "./rule-texts.ts"

let root = ""
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "moneytrail-rules-"))
  const own = ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n", "own-rule").text
  write("own/velocity/own-rule.yaml", own)
  write("own/velocity/own-rule.test.yaml", "- {}\n")
  write("own/README.md", "not a rule")
  write("own/.hidden/velocity/x.yaml", "not: a rule")
  write("twice/velocity/own-rule.yaml", own)
  write("latin/velocity/own-rule.yaml", Buffer.from("id: caf\xe9\n", "latin1"))
  write("empty/README.md", "")
  write("words/velocity/own-rule.yaml", own)
  write(
    "words/lists/couriers.yaml",
    'id: couriers\ntitle: Own\nkind: names\nsource: test\ndate: "2026-01-01"\nentries: [Own Courier]\n',
  )
  write("structuring/cash-below-us-ctr-payee.yaml", WINDOW_RULE)
  write("settings.yaml", "rules: { own-rule: { enabled: false } }\n")
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(name: string, content: string | Uint8Array): void {
  const file = path.join(root, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
}

const inRoot = (name: string) => path.join(root, name)
const shown = (name: string) => inRoot(name).replaceAll("\\", "/")

describe("the shipped pack", () => {
  test("is found, and its files are named alike on every machine", async () => {
    const pack = await loadRules()
    expect(pack.rules.length).toBeGreaterThan(0)
    expect(pack.files.every(({ file }) => file.startsWith("rules/"))).toBe(true)
    expect(pack.files.some(({ file }) => file.endsWith(".test.yaml"))).toBe(false)
    expect(shippedRulesDir()).toBe(path.resolve(import.meta.dirname, "../../rules"))
  })

  test("is in order", async () => {
    expect(checkRules(await loadRuleFiles()).errors.map(({ message }) => message)).toEqual([])
  })
})

describe("directories", () => {
  test("stand in place of the shipped pack, or beside it", async () => {
    const alone = await loadRules({ dirs: [inRoot("own")] })
    expect(alone.rules.map(({ file }) => file)).toEqual([shown("own/velocity/own-rule.yaml")])
    const both = await loadRules({ dirs: [shippedRulesDir(), `${inRoot("own")}/`] })
    const shipped = await loadRules()
    expect(both.rules).toHaveLength(shipped.rules.length + 1)
    expect(both.lexicons).toEqual(shipped.lexicons)
  })

  test("one folder of rules is a directory too", async () => {
    const pack = await loadRules({ dirs: [inRoot("structuring")] })
    expect(pack.rules.map(({ id }) => id)).toEqual(["cash-below-us-ctr-payee"])
  })

  test("raw files hold the tests, and the shipped words beside them", async () => {
    const files = (await loadRuleFiles([inRoot("own")])).map(({ file }) => file)
    expect(files.filter((file) => !file.startsWith("rules/"))).toEqual([
      shown("own/velocity/own-rule.test.yaml"),
      shown("own/velocity/own-rule.yaml"),
    ])
    const words = (await loadRuleFiles()).filter(({ file }) =>
      /^rules\/((lexicons|lists|contexts|messages)\/|prices\.yaml$)/.test(file),
    )
    expect(words.length).toBeGreaterThan(10)
    expect(files.filter((file) => file.startsWith("rules/"))).toEqual(words.map(({ file }) => file))
  })

  test("a list of their own stands in place of the shipped one of the same id", async () => {
    const { lists, files } = await loadRules({ dirs: [inRoot("words")] })
    expect(lists.get("couriers")?.entries.map(({ text }) => text)).toEqual(["Own Courier"])
    expect(lists.has("public-hubs")).toBe(true)
    expect(files.filter(({ file }) => file.endsWith("/couriers.yaml"))).toHaveLength(1)
  })

  test("the last scoring applies", async () => {
    const files = await loadRuleFiles([shippedRulesDir(), shippedRulesDir()])
    expect(files.filter(({ file }) => file === "rules/scoring.yaml")).toHaveLength(1)
  })

  test("settings from a file", async () => {
    const dirs = [inRoot("own"), inRoot("structuring")]
    const pack = await loadRules({ dirs, settings: inRoot("settings.yaml") })
    expect(pack.disabled).toEqual(["own-rule"])
    expect(pack.settings).toEqual({
      file: inRoot("settings.yaml"),
      sha256: expect.stringMatching(/^\w{64}$/) as string,
    })
    const chosen = await loadRules({ dirs, only: ["velocity"] })
    expect(chosen.rules.map(({ id }) => id)).toEqual(["own-rule"])
  })

  test("files that are too large are told before they are read", async () => {
    for (const [name, bytes] of [
      ["large/velocity/large.yaml", 1_000_001],
      ["large/lists/large.csv", 64_000_001],
      ["large.yaml", 50_000_000],
    ] as const) {
      write(name, "")
      truncateSync(inRoot(name), bytes)
    }
    const tooLarge = { name: "InputError", code: "RULE_FILE_TOO_LARGE" }
    await expect(loadRules({ dirs: [inRoot("large/velocity")] })).rejects.toMatchObject(tooLarge)
    await expect(loadRules({ dirs: [inRoot("large/lists")] })).rejects.toMatchObject(tooLarge)
    await expect(loadRules({ settings: inRoot("large.yaml") })).rejects.toMatchObject({
      ...tooLarge,
      place: { file: inRoot("large.yaml") },
      detail: expect.stringContaining("the file has 50.0 MB, at most 1 MB are read") as string,
    })
  })

  test("files whose ending is written otherwise are not passed over", async () => {
    for (const name of ["own-rule.YAML", "own-rule.Yml"]) {
      const dir = `endings-${name}`
      write(
        `${dir}/velocity/${name}`,
        ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n").text,
      )
      write(
        `${dir}/velocity/r.yaml`,
        ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n").text,
      )
      await expect(loadRules({ dirs: [inRoot(dir)] })).rejects.toMatchObject({
        code: "RULE_MISPLACED",
        place: { file: shown(`${dir}/velocity/${name}`) },
        detail: "the name does not end in .yaml; rename the file",
      })
    }
  })

  test("a rule under the id of a shipped one, which is not read, is not told in the words of that one", async () => {
    const id = "burst-of-payments-out"
    const text = ruleWith("match: { subject: payee, where: { channel: cash }, reason: mine }\n", id).text
    write(`shipped-id/velocity/${id}.yaml`, text)
    const pack = await loadRules({ dirs: [inRoot("shipped-id")], lang: "zh-Hans" })
    expect(pack.rules.map(({ detection }) => "reason" in detection && detection.reason)).toEqual(["mine"])
    const own = `lang: zh-Hans\nname: zh\nrules:\n  ${id}: { title: 我的, reason: 我的 }\n`
    write("shipped-id/messages/zh-Hans.yaml", own)
    const translated = await loadRules({ dirs: [inRoot("shipped-id")], lang: "zh-Hans" })
    expect(translated.rules.map(({ title }) => title)).toEqual(["我的"])
  })

  test.each<[{ dirs: string[]; settings?: string }, string]>([
    [{ dirs: ["own", "twice"] }, "RULE_DUPLICATE_ID"],
    [{ dirs: ["none"] }, "FILE_NOT_FOUND"],
    [{ dirs: ["empty"] }, "FILE_NOT_FOUND"],
    [{ dirs: ["settings.yaml"] }, "FILE_NOT_READABLE"],
    [{ dirs: ["own"], settings: "none.yaml" }, "FILE_NOT_FOUND"],
    [{ dirs: ["latin"] }, "ENCODING_INVALID"],
    [{ dirs: ["own"], settings: "settings.yaml" }, "SETTINGS_INVALID"],
  ])("%j: %s", async ({ dirs, settings }, code) => {
    const options = {
      dirs: dirs.map(inRoot),
      settings: settings === undefined ? undefined : inRoot(settings),
    }
    await expect(loadRules(options)).rejects.toMatchObject({ name: "InputError", code })
  })
})
