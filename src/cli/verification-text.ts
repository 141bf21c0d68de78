// What a verification came to, in words: first whether all is well, then each difference with both hashes.
import type { Difference, Messages, Verification } from "../index.ts"
import { alignColumns, type Paint, printable } from "./terminal.ts"

export function verificationText(
  dir: string,
  { differences, checked, notChecked, chain, rerun }: Verification,
  messages: Messages,
  paint: Paint,
): string {
  const { say } = messages
  const shownDir = printable(dir)
  const lines =
    differences.length === 0
      ? [paint("bold", say("verify.well", { dir: shownDir }))]
      : [paint("red", say("verify.differs", { dir: shownDir, count: differences.length }))]
  lines.push(...differences.flatMap((difference) => differenceLines(difference, messages)))
  lines.push(
    say("verify.checked", {
      outputs: checked.output,
      findings: checked.finding,
      inputs: checked.input,
      rules: checked.rules,
      given: checked.given,
    }),
  )
  if (rerun !== null) lines.push(say("verify.rerun", { count: rerun.findings }))
  if (notChecked.length > 0) {
    const names = notChecked.map((name) => (name === "rerun" ? say("verify.not-run") : printable(name)))
    lines.push(paint("yellow", say("verify.not-checked", { names: names.join(say("join.comma")) })))
  }
  if (chain !== null) lines.push(say("verify.chain", { chain }))
  return `${lines.join("\n")}\n`
}

function differenceLines({ part, name, kind, expected, found }: Difference, { say }: Messages): string[] {
  const hash = (sha256: string | null) => sha256 ?? say("list.none")
  return [
    ...alignColumns([[say(`part.${part}`), printable(name), say(`difference.${kind}`)]]),
    `    ${say("verify.expected", { sha256: hash(expected) })}`,
    `    ${say("verify.found", { sha256: hash(found) })}`,
  ]
}
