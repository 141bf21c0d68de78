// The library as it is packed: what building does to modules shows nowhere in the sources.
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"
import { BUILT } from "./helpers/built.ts"
import { temporaryDir } from "./helpers/temporary.ts"

const BILL = resolve(import.meta.dirname, "../fixtures/wechat/bill.csv")
const NAMES = "{ loadRules, screenFiles, writeScreening }"
/** By what programs of either kind begin with. */
const WAYS = {
  module: `import ${NAMES} from ${JSON.stringify(join(BUILT, "node.js"))}`,
  commonjs: `const ${NAMES} = require(${JSON.stringify(join(BUILT, "node.cjs"))})`,
} as const

/** The manifest of the files that a program of that kind writes; it names the hash of each. */
function manifestBy(kind: keyof typeof WAYS, flags: readonly string[] = []): string {
  const out = join(temporaryDir(), `${kind} ${flags.length}`)
  const program = `${WAYS[kind]}
    const main = async () => {
      const screening = await screenFiles([${JSON.stringify(BILL)}], { rules: await loadRules(), workers: 2 })
      await writeScreening(screening, ${JSON.stringify(out)}, { workers: 2 })
    }
    main()`
  execFileSync(process.execPath, [...flags, `--input-type=${kind}`, "--eval", program])
  return readFileSync(join(out, "manifest.json"), "utf8")
}

test("the library writes the same files whether it is imported or required", () => {
  expect(manifestBy("commonjs")).toBe(manifestBy("module"))
})

test("where a process may start no threads, the library does without", () => {
  // Node 20 knows it by the longer name only, Node 24 by the shorter.
  const permission = ["--permission", "--experimental-permission"].find((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  )
  const flags = [
    permission ?? expect.unreachable(),
    "--allow-fs-read=*",
    "--allow-fs-write=*",
    "--no-warnings",
  ]
  expect(manifestBy("module", flags)).toBe(manifestBy("module"))
})
