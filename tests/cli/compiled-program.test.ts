// What is compiled of the program beforehand is taken where it fits and left alone where it does not; the program does
// the same either way.
import { execFileSync, spawnSync } from "node:child_process"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PassThrough } from "node:stream"
import { pathToFileURL } from "node:url"
import { expect, test } from "vitest"
import { COMPILED, compiledProgram } from "../../src/cli/compiled-program.ts"
import { BUILT, PROGRAM } from "../helpers/built.ts"
import { temporaryDir } from "../helpers/temporary.ts"

const isReady = (dir: string): boolean => compiledProgram(pathToFileURL(join(dir, COMPILED))).isReady

test("what the build has compiled is taken", () => {
  expect(isReady(BUILT)).toBe(true)
})

test("packages that are loaded when they are needed are found", () => {
  const dir = mkdtempSync(join(temporaryDir(), "quoted-"))
  const file = join(dir, "payments.csv")
  writeFileSync(
    file,
    'time,amount,currency,payer,payee,memo\n2026-01-05T10:00:00Z,10.00,CNY,a,b,"one\n""two"""\n',
  )
  const told = execFileSync(process.execPath, [PROGRAM, "screen", file, "--out", join(dir, "out")], {
    encoding: "utf8",
  })
  expect(told).toContain("1 row read = 1 accepted + 0 rejected")
})

/** What the program asks of V8 on a version of Node, which is made believe by a module that is read before it. */
function askedOnNode(version: string): string {
  const preload = `
    Object.defineProperty(process, "versions", { value: { ...process.versions, node: ${JSON.stringify(version)} } })
    process.getBuiltinModule("node:v8").setFlagsFromString = (flag) => process.stderr.write(flag)`
  const told = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(preload)}`, PROGRAM, "presets"],
    { encoding: "utf8" },
  )
  expect(told.status).toBe(0)
  return told.stderr
}

test("nothing is asked of V8 that it does not know: it would say so to the user", () => {
  expect(askedOnNode("22.23.3")).toBe("")
  expect(askedOnNode("24.21.0")).toBe("")
  const whereKnown = process.versions.node.startsWith("20.") ? "--interrupt-budget=1000000" : ""
  expect(askedOnNode(process.versions.node)).toBe(whereKnown)
})

const CHANGES: readonly (readonly [what: string, change: (dir: string) => void])[] = [
  ["none is there", (dir) => rmSync(join(dir, COMPILED))],
  ["it was cut short", (dir) => edit(join(dir, COMPILED), (bytes) => bytes.subarray(0, 100_000))],
  ["it was damaged", (dir) => edit(join(dir, COMPILED), (bytes) => bytes.fill(0, 5_000, 5_010))],
  [
    "it is of another version of Node",
    (dir) => edit(join(dir, COMPILED), (bytes) => bytes.fill(255 - bytes[0]!, 0, 1)),
  ],
  [
    "the program was changed since, by no more than a sign",
    (dir) =>
      edit(join(dir, "program.cjs"), (bytes) =>
        Buffer.from(bytes.toString("latin1").replace("Follow the money", "Fallow the money"), "latin1"),
      ),
  ],
]

test.each(CHANGES)("nothing is taken where %s, and the program runs", (what, change) => {
  const dir = mkdtempSync(join(temporaryDir(), "program-"))
  for (const name of ["cli.js", "program.cjs", COMPILED]) copyFileSync(join(BUILT, name), join(dir, name))
  writeFileSync(join(dir, "package.json"), '{"type":"module"}')
  expect(isReady(dir)).toBe(true)
  change(dir)
  expect(isReady(dir)).toBe(false)
  const now = helpOf(join(dir, "cli.js"))
  expect(now).toBe(
    what.startsWith("the program") ? HELP.replace("Follow the money", "Fallow the money") : HELP,
  )
})

function edit(file: string, change: (bytes: Buffer) => Uint8Array): void {
  writeFileSync(file, change(readFileSync(file)))
}

/** By a word: without one the program is not asked. */
function helpOf(program: string): string {
  return execFileSync(process.execPath, [program, "help"], { encoding: "utf8" })
}

const HELP = helpOf(PROGRAM)

test.each([[["--help"]], [["--version"]], [["--quiet"]], [[]]])(
  "without a word, the same is said as by the program: %s",
  async (args: readonly string[]) => {
    const said: string[] = []
    const stream = () => Object.assign(new PassThrough(), { write: (text: string) => said.push(text) > 0 })
    const [stdout, stderr] = [stream(), stream()] as unknown as NodeJS.WriteStream[]
    const { run } = compiledProgram(pathToFileURL(join(BUILT, COMPILED))).parts()
    const terminal = { stdout: stdout!, stderr: stderr!, env: {} }
    const code = await run(args, terminal, new AbortController().signal)
    const started = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" })
    expect([started.status, started.stdout + started.stderr]).toEqual([code, said.join("")])
  },
)
