// Bundles the program and the library once before the tests, as they are in src: the tests that run it as a process then
// start in a fraction of the time that compiling it anew for each would take. Reads the shipped rules once, as the build
// does, so that those that load them need not. Each build has a directory of its own, named after what it was made from: it
// is made once, and runs of the tests side by side do not disturb each other.
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs"
import { join, resolve } from "node:path"
import { build } from "tsup"
import type { TestProject } from "vitest/node"
import { writeCompiledProgram } from "../src/cli/write-compiled-program.ts"
import { writeKnownRules } from "../src/rules/write-known-rules.ts"
import {
  largeDrawing,
  library,
  overview,
  program,
  programStart,
  reportPage,
  requiredLibrary,
} from "../tsup.config.ts"
import { BUILT } from "./helpers/built.ts"
import { KNOWN_MATCHER_FILE, KNOWN_RULES_FILE } from "./helpers/known-rules-file.ts"

const ROOT = resolve(import.meta.dirname, "..")
const BUILDS = resolve(BUILT, "../moneytrail-builds")
const DAY = 24 * 3600 * 1000

export async function setup(project: TestProject): Promise<void> {
  await buildAll()
  project.onTestsRerun(buildAll)
}

async function buildAll(): Promise<void> {
  mkdirSync(BUILDS, { recursive: true })
  const ofRules = ["rules", "src/model", "src/rules", "src/text", "package-lock.json"]
  const rules = await made(`rules-${hashOf(ofRules)}`, writeKnownRules)
  const ofProgram = ["rules", "src", "tsup.config.ts", "tsconfig.json", "package.json", "package-lock.json"]
  const built = await made(`program-${hashOf([...ofProgram, "tests/build-program.ts"])}`, async (dir) => {
    await buildProgram(dir)
    for (const name of [KNOWN_RULES_FILE, KNOWN_MATCHER_FILE])
      copyFileSync(join(rules, name), join(dir, name))
    await writeCompiledProgram(dir, resolve(ROOT, "fixtures/platform/payments.csv"))
  })
  pointTo(built)
  removeOld([rules, built])
}

async function buildProgram(outDir: string): Promise<void> {
  for (const modules of [library, requiredLibrary])
    await build({ ...modules, config: false, silent: true, outDir })
  const kernel = ["--config", "src/ingest/kernel/asconfig.json", "--outFile", join(outDir, "kernel.wasm")]
  execFileSync(process.execPath, ["node_modules/assemblyscript/bin/asc.js", ...kernel], { cwd: ROOT })
  for (const script of [program, overview, programStart])
    await build({ ...script, config: false, silent: true, outDir })
  for (const script of [reportPage, largeDrawing])
    await build({ ...script, config: false, silent: true, outDir: resolve(outDir, "report") })
}

/** Of the names and texts of files and of all files in directories. */
function hashOf(names: readonly string[]): string {
  const hash = createHash("sha256")
  const add = (name: string) => hash.update(name).update(readFileSync(resolve(ROOT, name)))
  for (const name of names) {
    if (!statSync(resolve(ROOT, name)).isDirectory()) add(name)
    else
      for (const below of readdirSync(resolve(ROOT, name), { recursive: true, encoding: "utf8" }).sort())
        if (/\.\w+$/.test(below)) add(join(name, below))
  }
  return hash.digest("hex").slice(0, 16)
}

/** The directory of a build; made under another name, so that it is whole or not there. */
async function made(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const dir = join(BUILDS, name)
  if (!existsSync(dir)) {
    const unfinished = mkdtempSync(join(BUILDS, "unfinished-"))
    await make(unfinished)
    try {
      renameSync(unfinished, dir)
    } catch (error) {
      // Another run may have made the same in the meantime.
      if (!existsSync(dir)) throw error
    }
  }
  const now = new Date()
  utimesSync(dir, now, now)
  return dir
}

/** The place that tests and sources know, at once the new one. */
function pointTo(dir: string): void {
  const link = `${BUILT}-${process.pid}`
  symlinkSync(dir, link, "junction")
  renameSync(link, BUILT)
}

function removeOld(kept: readonly string[]): void {
  for (const name of readdirSync(BUILDS)) {
    const dir = join(BUILDS, name)
    const age = Date.now() - (statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (!kept.includes(dir) && age > DAY) rmSync(dir, { recursive: true, force: true })
  }
}
