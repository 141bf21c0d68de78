// moneytrail rules new: a rule to start from.
import type { Command } from "commander"
import { newRule } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { printable, type Terminal } from "./terminal.ts"

interface NewOptions {
  readonly from?: string
  readonly dir: string
}

export function defineRulesNew(command: Command, { terminal, finish }: Context): void {
  command
    .option("--from <rule id>", "shipped rule to copy (default: the first of the typology)")
    .option("--dir <dir>", "directory of your own rules", "my-rules")
    .addHelpText(
      "after",
      examples([
        [
          "start from a rule that is near",
          "moneytrail rules new fan-in/many-small-payers --from many-payers-one-private-payee",
        ],
        ["somewhere else", "moneytrail rules new velocity/my-rule --dir rules-of-ours"],
      ]),
    )
    .action((name: string, options: NewOptions) => finish(create(name, options, terminal)))
}

async function create(name: string, { from, dir }: NewOptions, { stdout }: Terminal): Promise<ExitCode> {
  const { files, standsAlone, from: source } = await newRule(name, { from, dir })
  const [rule, tests] = files.map(printable)
  const what = standsAlone ? rule : `shipped ${printable(dir)}`
  stdout.write(
    `${rule}\n${tests}\nCopied from ${source}. Say in the title what it finds, change the rule and its tests, then run\n`,
  )
  stdout.write(`  moneytrail rules check ${what}\n  moneytrail rules test ${what}\n`)
  return 0
}
