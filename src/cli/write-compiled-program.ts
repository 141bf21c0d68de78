// Part of the build: lets the built program screen a sample, and writes what V8 has compiled by then beside it.
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { pathToFileURL } from "node:url"
import { setFlagsFromString } from "node:v8"
import { COMPILED, compiledProgram } from "./compiled-program.ts"

/** `sample`: payments with findings and networks, so that all parts of a run have a part in it. */
export async function writeCompiledProgram(dir: string, sample: string): Promise<void> {
  const url = pathToFileURL(path.resolve(dir, COMPILED))
  // V8 drops what it compiled of functions that have not run for a while, which here are those that every start needs.
  setFlagsFromString("--no-flush-bytecode")
  const program = compiledProgram(url)
  const { run } = program.parts()
  const out = await mkdtemp(path.join(tmpdir(), "moneytrail-sample-"))
  try {
    const { stdout, stderr } = process
    const args = ["screen", sample, "--out", out, "--quiet"]
    const code = await run(args, { stdout, stderr, env: {} }, new AbortController().signal)
    if (code !== 0) throw new Error("the built program cannot screen the sample")
    // What was compiled counts under the settings of when it is written down.
    setFlagsFromString("--flush-bytecode")
    await writeFile(path.join(dir, COMPILED), program.bytes())
  } finally {
    await rm(out, { recursive: true, force: true })
  }
  if (!compiledProgram(url).isReady) throw new Error("what was compiled of the program is of no use")
}
