// What a verification came to, in words: first whether all is well, then each difference with both hashes.
import { basename } from "node:path"
import type { Difference, Messages, Verification } from "../index.ts"
import { alignColumns, type Paint, printable } from "./terminal.ts"

export function verificationText(
  dir: string,
  { differences, checked, notChecked, otherRuns, rulesDirs, chain, rerun }: Verification,
  messages: Messages,
  paint: Paint,
): string {
  const { say } = messages
  const shownDir = printable(dir)
  const well = notChecked.length === 0 ? "verify.well" : "verify.well-as-far"
  const lines =
    differences.length === 0
      ? [paint("bold", say(well, { dir: shownDir }))]
      : [paint("red", say("verify.differs", { dir: shownDir, count: differences.length }))]
  lines.push(...differences.flatMap((difference) => differenceLines(difference, messages)))
  lines.push(
    say("verify.checked", {
      outputs: say("counted.outputs", { count: checked.output }),
      findings: say("counted.findings", { count: checked.finding }),
      inputs: say("counted.inputs", { count: checked.input }),
      rules: say("counted.rule-files", { count: checked.rules }),
      given: say("counted.other-files", { count: checked.given }),
    }),
  )
  if (rerun !== null) lines.push(say("verify.rerun", { count: rerun.findings }))
  lines.push(...otherRuns.map((other) => say("verify.other-run", { dir: printable(other) })))
  const unseen = notChecked.map((what) => say(what === "rerun" ? "verify.not-run" : "verify.stdin"))
  lines.push(...unseen.map((what) => paint("yellow", say("verify.not-checked", { what }))))
  lines.push(...missingFiles(differences, messages).map((what) => paint("yellow", what)))
  const moved = rulesDirs.filter(({ isThere }) => !isThere)
  lines.push(...moved.map(({ dir }) => paint("yellow", movedText(dir, rulesDirs, messages))))
  if (chain !== null) lines.push(say("verify.chain", { chain }))
  return `${lines.join("\n")}\n`
}

/** Options that say where a file is now, by what the file is to the run. */
const PLACING = { input: "--inputs", given: "--given" } as const

function missingFiles(differences: readonly Difference[], { say }: Messages): string[] {
  return (["input", "given"] as const).flatMap((part) => {
    const names = differences.filter((one) => one.part === part && one.kind === "missing")
    if (names.length === 0) return []
    const paths = names.map(({ name }) => `path/to/${basename(name)}`).join(" ")
    return [say("verify.files-moved", { option: printable(`${PLACING[part]} ${paths}`) })]
  })
}

/** `--rules` takes the place of all directories of the run. */
function movedText(dir: string, dirs: Verification["rulesDirs"], { say }: Messages): string {
  const options = dirs.map((one) => `--rules ${one.isThere ? one.dir : `path/to/${basename(one.dir)}`}`)
  return say("verify.rules-moved", { dir: printable(dir), options: printable(options.join(" ")) })
}

function differenceLines({ part, name, kind, expected, found }: Difference, { say }: Messages): string[] {
  const hash = (sha256: string | null) => sha256 ?? say("list.none")
  return [
    ...alignColumns([[say(`part.${part}`), printable(name), say(`difference.${kind}`)]]),
    `    ${say("verify.expected", { sha256: hash(expected) })}`,
    `    ${say("verify.found", { sha256: hash(found) })}`,
  ]
}
