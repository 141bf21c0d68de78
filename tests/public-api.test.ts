// What the package offers: names that others import, and the files that are packed.
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import * as core from "../src/index.ts"
import * as node from "../src/node.ts"

const ROOT = path.resolve(import.meta.dirname, "..")

/** Names that an entry gives, each with the file it is declared in. */
function exportsOf(entry: string): { name: string; file: string }[] {
  const text = readFileSync(path.join(ROOT, "src", entry), "utf8")
  return [...text.matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g)].flatMap(([, names, file]) =>
    names!
      .split(",")
      .map(
        (name) =>
          name
            .trim()
            .replace(/^type /, "")
            .split(" as ")[0]!,
      )
      .filter((name) => name !== "")
      .map((name) => ({ name, file: path.join(ROOT, "src", file!) })),
  )
}

describe("public names", () => {
  test.each(["index.ts", "node.ts"])("%s: each says what it is, in the editor of who uses it", (entry) => {
    const names = exportsOf(entry)
    expect(names.length).toBeGreaterThan(20)
    const silent = names.filter(({ name, file }) => {
      const text = readFileSync(file, "utf8")
      const kinds = "interface|type|const|class|abstract class|function|async function"
      const at = text.search(new RegExp(`^export (${kinds}) ${name}\\b`, "m"))
      // Where another file declares it, that file is asked under its own name.
      return at >= 0 && !text.slice(0, at).trimEnd().endsWith("*/")
    })
    expect(silent.map(({ name }) => name)).toEqual([])
  })

  test("of the entry that runs anywhere", () => {
    expect(Object.keys(core).sort()).toEqual([
      "CHANNELS",
      "COVERAGE_STATES",
      "DEFAULT_MINUTES_PER_ALERT",
      "ENGLISH",
      "EVIDENCE_KINDS",
      "INPUT_ERROR_CODES",
      "InputError",
      "InputErrors",
      "NETWORK_ROLES",
      "PAYMENT_STATUSES",
      "PRESETS",
      "REJECT_CODES",
      "RULE_STATUSES",
      "SEVERITIES",
      "TEXT_FIELDS",
      "TYPOLOGIES",
      "VERSION",
      "alertNarrative",
      "alertWorkbook",
      "backtest",
      "coverageMarkdown",
      "createApartList",
      "createPartyTable",
      "createPaymentTable",
      "createRateTable",
      "createVeil",
      "describeRules",
      "detectCommunities",
      "explainSilence",
      "goamlReport",
      "listRules",
      "networkNarrative",
      "parseMapping",
      "parseRules",
      "ruleTestsJunit",
      "rulesHtml",
      "rulesMarkdown",
      "screen",
      "screenVeiled",
    ])
  })

  test("of the entry that touches files", () => {
    expect(Object.keys(node).sort()).toEqual([
      "BACKTEST_FILES",
      "OUTPUT_FILES",
      "backtestFiles",
      "checkRulePack",
      "checkSuppressionFile",
      "coverRulePack",
      "describeRulePack",
      "goamlFiles",
      "loadMessages",
      "loadRules",
      "newRule",
      "outputFilesWithout",
      "readApart",
      "readExplanation",
      "readGoamlProfile",
      "readKey",
      "readLabels",
      "readParties",
      "readPayments",
      "readPseudonymMap",
      "readRates",
      "readRows",
      "readSuppressions",
      "readVeil",
      "recordRun",
      "revealTokens",
      "screenFiles",
      "shippedRulesDir",
      "testRulePack",
      "validateGoaml",
      "verifyOutput",
      "writeBacktest",
      "writeDossier",
      "writeJsonSchemas",
      "writeMessages",
      "writePseudonymMap",
      "writeScreening",
      "writeSweep",
    ])
  })
})

describe("the package", () => {
  const manifest: {
    version: string
    license: string
    engines: Record<string, string>
    exports: Record<string, unknown>
    bin: Record<string, string>
  } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"))

  test("says what it is", () => {
    expect(manifest.version).toBe(core.VERSION)
    expect(manifest.license).toBe("Apache-2.0")
    expect(manifest.engines).toEqual({ node: ">=20.19" })
    expect(Object.keys(manifest.exports)).toEqual([
      ".",
      "./node",
      "./rules/*",
      "./schema/*",
      "./package.json",
    ])
    expect(manifest.bin).toEqual({ moneytrail: "dist/cli.js" })
    expect(readFileSync(path.join(ROOT, "CHANGELOG.md"), "utf8")).toContain(`## ${manifest.version}`)
  })

  test("packs what users need and nothing else", () => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: ROOT,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    ) as [{ files: { path: string }[] }]
    const files = packed.files.map((file) => file.path)
    for (const needed of [
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "NOTICE.md",
      "SECURITY.md",
      "rules/scoring.yaml",
    ])
      expect(files).toContain(needed)
    const elsewhere = files.filter(
      (file) =>
        !/^(?:dist|rules)\//.test(file) &&
        !/^(?:README|LICENSE|CHANGELOG|NOTICE|SECURITY|package)\b/.test(file),
    )
    expect(elsewhere).toEqual([])
    const notYaml = files.filter((file) => file.startsWith("rules/") && !file.endsWith(".yaml"))
    expect(notYaml).toEqual(["rules/README.md"])
  })

  test("its lock file holds no download addresses", () => {
    expect(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")).not.toMatch(/"resolved"|registry/)
  })
})
