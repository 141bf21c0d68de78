// The built program with what V8 made of it when it was built (https://v8.dev/blog/code-caching-for-devs): to compile
// anew what a run needs takes a fifth of a run over few payments. What was made counts only on the same version of Node
// and kind of machine and for the very text that it was made of; elsewhere all is compiled as ever.
import { readFileSync } from "node:fs"
import { createRequire, Module } from "node:module"
import path from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { Script } from "node:vm"
import type { ProgramParts } from "./program.ts"

const PROGRAM = "program.cjs"
export const COMPILED = "program.compiled"

export interface CompiledProgram {
  /** Whether what was made of it before was taken. */
  readonly isReady: boolean
  /** Runs the text of the program, which by itself does nothing but make its parts. */
  readonly parts: () => ProgramParts
  /** For a file beside the program, called COMPILED: what is compiled by now. */
  readonly bytes: () => Uint8Array
}

/** The built program of a directory. */
export function compiledProgram(dir: URL): CompiledProgram {
  const file = fileURLToPath(new URL(PROGRAM, dir))
  const text = readFileSync(file)
  const made = madeOf(text, new URL(COMPILED, dir))
  const script = new Script(Module.wrap(text.toString("latin1")), {
    filename: file,
    ...(made === undefined ? {} : { cachedData: made }),
  })
  return {
    isReady: script.cachedDataRejected === false,
    parts() {
      const module = { exports: {} }
      script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file))
      return module.exports as ProgramParts
    },
    bytes() {
      const data = script.createCachedData()
      return Buffer.concat([markOf(text, data), data])
    },
  }
}

const MARK_BYTES = 32

function madeOf(text: Buffer, file: URL): Buffer | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return undefined
  }
  const data = bytes.subarray(MARK_BYTES)
  return bytes.subarray(0, MARK_BYTES).equals(markOf(text, data)) ? data : undefined
}

/** V8 asks for its own version and for the length of the text; a text that was changed may have the same. */
function markOf(text: Buffer, data: Uint8Array): Buffer {
  const { version, platform, arch } = process
  // Not imported: to find out what Node has of it takes a tenth of what the shortest runs do.
  const { createHash } = process.getBuiltinModule("node:crypto")
  return createHash("sha256").update(`${version} ${platform} ${arch}\n`).update(text).update(data).digest()
}
