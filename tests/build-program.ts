// Bundles the program once before the tests, as it is in src: the tests that run it as a process then start in a
// fraction of the time that compiling it anew for each would take. Reads the shipped rules once, as the build does, so
// that those that load them need not.
import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { build } from "tsup"
import type { TestProject } from "vitest/node"
import { writeKnownRules } from "../src/rules/write-known-rules.ts"
import { largeDrawing, publicNames, READ_AT_ONCE, reportPage } from "../tsup.config.ts"
import { KNOWN_MATCHER_FILE, KNOWN_RULES } from "./helpers/known-rules-file.ts"

const ROOT = resolve(import.meta.dirname, "..")
/** Below the root, so that the program finds the shipped rules above it and packages beside it; not in git. */
const OUT = resolve(ROOT, "node_modules/.cache/moneytrail-tests")

export const PROGRAM = resolve(OUT, "cli.js")

export async function setup(project: TestProject): Promise<void> {
  await buildAll()
  project.onTestsRerun(buildAll)
}

async function buildAll(): Promise<void> {
  await readRulesOnce()
  await build({
    config: false,
    silent: true,
    entry: { cli: resolve(ROOT, "src/cli/main.ts") },
    outDir: OUT,
    format: ["esm"],
    target: "node20",
    noExternal: READ_AT_ONCE,
    // What a command does not need is not loaded: as in the package.
    splitting: true,
    esbuildPlugins: [publicNames],
    clean: true,
  })
  for (const name of ["known-rules.json", KNOWN_MATCHER_FILE])
    writeFileSync(resolve(OUT, name), readFileSync(resolve(KNOWN_RULES, name)))
  for (const script of [reportPage, largeDrawing])
    await build({ ...script, config: false, silent: true, outDir: resolve(OUT, "report") })
}

/** Again only when what is read, or what reads it, has changed. */
async function readRulesOnce(): Promise<void> {
  const hash = createHash("sha256")
  for (const dir of ["rules", "src/model", "src/rules", "src/text"]) {
    for (const name of readdirSync(resolve(ROOT, dir), { recursive: true, encoding: "utf8" }).sort())
      if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(resolve(ROOT, dir, name)))
  }
  hash.update(readFileSync(resolve(ROOT, "package-lock.json")))
  const stamp = hash.digest("hex")
  const stampFile = resolve(KNOWN_RULES, "stamp")
  mkdirSync(KNOWN_RULES, { recursive: true })
  if (readdirSync(KNOWN_RULES).includes("stamp") && readFileSync(stampFile, "utf8") === stamp) return
  writeFileSync(stampFile, "")
  await writeKnownRules(KNOWN_RULES)
  writeFileSync(stampFile, stamp)
}
