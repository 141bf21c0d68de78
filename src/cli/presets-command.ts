// moneytrail presets: the layouts of payment exports that are known by name.
import type { Command } from "commander"
import { PRESETS } from "../index.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { alignColumns, type Terminal } from "./terminal.ts"

export function definePresets(command: Command, { terminal, finish }: Context): void {
  command
    .addHelpText(
      "after",
      examples([
        ["list them", "moneytrail presets"],
        ["read a file by one of them, whatever it looks like", "moneytrail screen bill.csv --preset wechat"],
      ]),
    )
    .action(() => finish(listPresets(terminal)))
}

async function listPresets({ stdout }: Terminal): Promise<ExitCode> {
  const rows = PRESETS.map(({ name, title, recognises }) => [name, title, recognises])
  stdout.write(`${alignColumns([["name", "title", "recognised by"], ...rows], "").join("\n")}\n`)
  return 0
}
