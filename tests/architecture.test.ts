// Rooms import in one direction, outside packages enter by one door each, and the browser entry needs no Node.
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { ALONE } from "./alone.ts"

const SRC = path.resolve(import.meta.dirname, "../src")

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(path.sep).join("/"))
  .sort()

interface Import {
  readonly from: string
  readonly to: string
}

/** Every static or dynamic import of a file; relative ones as paths from src. */
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(SRC, file), "utf8")
  const specifiers = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^"'`;]*?from\s+["']([^"']+)["']/g),
    ...text.matchAll(/(?:^|\n)import\s+["']([^"']+)["']/g),
    ...text.matchAll(/\bimport\(\s*["']([^"']+)["']/g),
  ].map((match) => match[1] ?? "")
  // AssemblyScript wants no endings.
  const ending = file.startsWith("ingest/kernel/") ? ".ts" : ""
  return specifiers.map((to) => ({
    from: file,
    to: to.startsWith(".") ? path.posix.join(path.posix.dirname(file), to) + ending : to,
  }))
}

/** The text of a file without its comments. */
function codeOf(file: string): string {
  return readFileSync(path.join(SRC, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, "")
}

const imports = files.flatMap(importsOf)
const roomOf = (file: string) => (file.includes("/") ? (file.split("/")[0] ?? "") : file)
const isOurs = (to: string) => /\.tsx?$/.test(to)

/** What each room may import of ours, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ingest: ["model"],
  text: ["model"],
  rules: ["model", "text"],
  engine: ["model", "rules", "text"],
  alerts: ["model"],
  network: ["model"],
  workers: ["model", "rules", "engine", "ingest"],
  report: ["model"],
  cli: ["index.ts", "node.ts"],
}

/** Packages and the places where they may enter. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  "fast-csv": ["ingest/", "report/", "rules/csv-rows.ts"],
  zod: ["rules/", "ingest/"],
  yaml: ["rules/", "ingest/", "text/write-tables.ts"],
  graphology: ["network/", "report/page/"],
  "date-fns": ["model/time.ts"],
  "@noble/hashes": ["model/hash.ts"],
  commander: ["cli/"],
  re2js: ["text/"],
  fflate: ["report/zip.ts"],
  "write-excel-file": ["report/"],
  "xmllint-wasm": ["report/goaml"],
  preact: ["report/page/"],
  sigma: ["report/page/"],
  "opencc-js": ["text/write-tables.ts"],
  "pinyin-pro": ["text/write-tables.ts"],
}

const packageOf = (to: string) =>
  to.startsWith("@") ? to.split("/").slice(0, 2).join("/") : (to.split("/")[0] ?? to)

/** Files reached from an entry by static imports. */
function reachedFrom(entry: string): Set<string> {
  const reached = new Set<string>()
  const visit = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const { to } of imports.filter((one) => one.from === file)) if (isOurs(to)) visit(to)
  }
  visit(entry)
  return reached
}

describe("architecture", () => {
  test("there is something to look at", () => {
    expect(files.length).toBeGreaterThan(40)
    expect(imports.filter(({ to }) => isOurs(to)).length).toBeGreaterThan(100)
  })

  test("rooms import in one direction", () => {
    const wrong = imports.filter(({ from, to }) => {
      const allowed = ALLOWED[roomOf(from)]
      return (
        isOurs(to) && allowed !== undefined && roomOf(to) !== roomOf(from) && !allowed.includes(roomOf(to))
      )
    })
    expect(wrong).toEqual([])
  })

  test("every folder is a room with a rule here", () => {
    const rooms = new Set(files.filter((file) => file.includes("/")).map(roomOf))
    expect([...rooms].sort()).toEqual(Object.keys(ALLOWED).sort())
  })

  test("each outside package enters by its door", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (isOurs(to) || to.startsWith("node:")) return false
      const doors = DOORS[packageOf(to)]
      return doors === undefined || !doors.some((door) => from.startsWith(door))
    })
    expect(wrong).toEqual([])
  })

  test("the page of the report takes types from the program, its closed lists and the sizes of drawings, but no other code", () => {
    const pages = files.filter((file) => file.startsWith("report/page/"))
    expect(pages.length).toBeGreaterThan(20)
    const wrong = pages.flatMap((file) =>
      [...readFileSync(path.join(SRC, file), "utf8").matchAll(/\nimport (?!type\b)[^"]*"(\.\.\/[^"]+)"/g)]
        .map(([, to]) => to)
        .filter((to) => to !== "../../model/vocabulary.ts" && to !== "../html/layout.ts"),
    )
    expect(wrong).toEqual([])
    const taken = imports
      .filter(({ to }) => to.startsWith("report/page/"))
      .filter(({ from }) => !from.startsWith("report/page/"))
      .map(({ to }) => to)
    expect([...new Set(taken)]).toEqual(["report/page/report-data.ts"])
  })

  test("no file imports itself in a circle", () => {
    const circles: string[] = []
    const visit = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "))
        return
      }
      for (const { to } of imports.filter((one) => one.from === file && isOurs(one.to)))
        if (!done.has(to)) visit(to, [...trail, file])
      done.add(file)
    }
    const done = new Set<string>()
    for (const file of files) if (!done.has(file)) visit(file, [])
    expect(circles).toEqual([])
  })

  test("what the browser entry reaches uses no Node built-in", () => {
    const reached = reachedFrom("index.ts")
    expect(reached.size).toBeGreaterThan(30)
    const wrong = imports.filter(({ from, to }) => reached.has(from) && to.startsWith("node:"))
    expect(wrong).toEqual([])
    const globals = [...reached].filter((file) =>
      /\b(?:Buffer|process|__dirname|require)\b[.([]/.test(codeOf(file)),
    )
    expect(globals).toEqual([])
  })

  test("results depend on no clock, locale or unseeded randomness", () => {
    const wrong = files
      .filter((file) => !file.startsWith("cli/"))
      .filter((file) =>
        /Date\.now|new Date\(\)|performance\.now|Math\.random|localeCompare|toLocale/.test(codeOf(file)),
      )
    expect(wrong).toEqual([])
  })
})

test("tests that change or measure their whole process run alone", () => {
  const OF_PROCESS =
    /\bvi\.(?:spyOn|stub|mock|useFake|set)|process\.(?:env\[.*\] =|memoryUsage|hrtime|cpuUsage|umask)|performance\.now/
  const tests = path.resolve(import.meta.dirname)
  const wanted = readdirSync(tests, { recursive: true, encoding: "utf8" })
    .map((file) => `tests/${file.split(path.sep).join("/")}`)
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("tests/browser/"))
    .filter((file) => OF_PROCESS.test(readFileSync(path.resolve(tests, "..", file), "utf8")))
  expect([...wanted, "tests/browser/**/*.test.ts"].sort()).toEqual([...ALONE].sort())
})
