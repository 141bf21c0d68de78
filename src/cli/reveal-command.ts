// moneytrail reveal: what pseudonyms stand for, for who has the key and the map.
import type { Command } from "commander"
import { readKey, revealTokens } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { alignColumns, printable, type Terminal } from "./terminal.ts"

interface RevealOptions {
  readonly pseudonymMap: string
  readonly key: string
  readonly json?: true
}

export function defineReveal(command: Command, { terminal, finish }: Context): void {
  command
    .requiredOption("--pseudonym-map <file>", "map that `moneytrail screen --pseudonym-map` wrote")
    .requiredOption("--key <file>", "key that the pseudonyms were made with")
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      examples([
        [
          "who is behind an alert",
          "moneytrail reveal party-0123456789abcdef --pseudonym-map case-12.map --key case-12.key",
        ],
      ]),
    )
    .action((tokens: string[], options: RevealOptions) => finish(reveal(tokens, options, terminal)))
}

async function reveal(
  tokens: readonly string[],
  { pseudonymMap, key, json }: RevealOptions,
  { stdout }: Pick<Terminal, "stdout">,
): Promise<ExitCode> {
  const meanings = await revealTokens(tokens, pseudonymMap, await readKey(key))
  stdout.write(
    json === true
      ? `${JSON.stringify(meanings, null, 2)}\n`
      : `${alignColumns(
          meanings.map(({ token, text }) => [token, printable(text)]),
          "",
        ).join("\n")}\n`,
  )
  return 0
}
