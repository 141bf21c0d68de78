// The files of the shipped pack in one go: to read, decode and hash some hundred files each by itself takes several times as
// long as to read them into one place and to compare all with those of the build at once. Needs Node.
import { createHash } from "node:crypto"
import { closeSync, openSync, readSync } from "node:fs"
import path from "node:path"
import { knownRules, noteHash } from "./known-rules.ts"
import type { KnownRules } from "./known-rules-text.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"

/**
 * The files of the shipped directory without the rule tests, by path; their texts are decoded when they are asked for.
 * `names`: what is in the directory by now, sorted. Undefined where anything is not as it was when the package was built.
 */
export async function readWholePack(
  dir: string,
  names: readonly string[],
): Promise<readonly RuleFile[] | undefined> {
  const rules = await knownRules()
  const files = rules?.whole?.files
  if (rules === undefined || files?.length !== names.length) return undefined
  if (!files.every(([file], i) => file === `rules/${names[i]}`)) return undefined
  const above = path.join(dir, "..")
  const bytes = readAll(files.map(([file, length]) => ({ file: `${above}/${file}`, length })))
  if (bytes === undefined || createHash("sha256").update(bytes).digest("hex") !== rules.whole?.sha256)
    return undefined
  let end = 0
  return files.map(([file, length]) => {
    const start = end
    end += length
    const read = { file, text: "" }
    Object.defineProperty(read, "text", {
      enumerable: true,
      get: () => bytes.toString("utf8", start, start + length),
    })
    noteHash(read, sha256Of(rules, file))
    return read
  })
}

/** Undefined where one is not as long as it was, or cannot be read: who reads it by itself tells why. */
function readAll(files: readonly { readonly file: string; readonly length: number }[]): Buffer | undefined {
  // One byte more than there should be is asked for, so that longer files show.
  const bytes = Buffer.allocUnsafeSlow(files.reduce((sum, { length }) => sum + length, 1))
  let end = 0
  try {
    for (const { file, length } of files) {
      const opened = openSync(file, "r")
      try {
        if (readSync(opened, bytes, end, length + 1, null) !== length) return undefined
      } finally {
        closeSync(opened)
      }
      end += length
    }
  } catch {
    return undefined
  }
  return bytes.subarray(0, end)
}

function sha256Of(rules: KnownRules, file: string): string {
  const role = roleOf(file)
  return role === "test" || role === "list-csv" ? "" : (rules[role][file]?.sha256 ?? "")
}
