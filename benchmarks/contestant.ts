// Contestants: built to plain JavaScript, each run in a process of its own.
import { spawn } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "tsup"

export const ROOT = fileURLToPath(new URL("..", import.meta.url))
export const DATA = join(ROOT, "benchmarks/data")

/** Plain JavaScript, so that no contestant pays for a compiler when it starts. Packages stay outside. */
export async function buildContestants(names: readonly string[]): Promise<void> {
  await build({
    config: false,
    entry: names.map((name) => join(ROOT, "benchmarks/contestants", `${name}.ts`)),
    outDir: join(DATA, "contestants"),
    outExtension: () => ({ js: ".mjs" }),
    format: ["esm"],
    target: "node20",
    skipNodeModulesBundle: true,
    silent: true,
  })
}

/** Runs one contestant to its end and gives its last line of output, which is its report as JSON. */
export async function runContestant(
  name: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<string> {
  const script = join(DATA, "contestants", `${name}.mjs`)
  const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  })
  let output = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject)
    child.on("close", resolve)
  })
  if (code !== 0) throw new Error(`${name} ended with exit code ${code}`)
  return output.trimEnd().split("\n").at(-1) ?? ""
}
