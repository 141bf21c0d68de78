// moneytrail rules list: what the rules look for.
import type { Command } from "commander"
import { listRules } from "../index.ts"
import { loadRules } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { collect } from "./option-values.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { addSelectionOptions, type SelectionOptions } from "./selection-options.ts"
import { findSettings, SETTINGS_HELP } from "./settings-file.ts"
import { alignColumns, printable, type Terminal } from "./terminal.ts"

interface ListOptions extends SelectionOptions {
  readonly rules?: readonly string[]
  readonly settings?: string
  readonly json?: true
}

export function addRulesListCommand(rules: Command, { terminal, finish }: Context): void {
  const command = rules
    .command("list")
    .description("list the rules in force")
    .option("--rules <dir>", RULE_DIRS_HELP, collect)
    .option("--settings <file>", SETTINGS_HELP)
  addSelectionOptions(command)
    .option("--json", "print all that is known of each rule, as JSON")
    .addHelpText(
      "after",
      examples([
        ["a table", "moneytrail rules list"],
        [
          "rules of one kind, without the untuned",
          "moneytrail rules list --only fan-in --without status:experimental",
        ],
        ["your own rules, for another program", "moneytrail rules list --rules my-rules/ --json"],
      ]),
    )
    .action((options: ListOptions) => finish(list(options, terminal)))
}

async function list(options: ListOptions, { stdout }: Terminal): Promise<ExitCode> {
  const pack = await loadRules({
    dirs: ruleDirs(options.rules),
    settings: await findSettings(options.settings),
    only: options.only,
    without: options.without,
  })
  const rules = listRules(pack)
  if (options.json === true) {
    stdout.write(`${JSON.stringify(rules, null, 2)}\n`)
    return 0
  }
  const rows = rules.map((rule) =>
    [rule.id, rule.version, rule.status, rule.typology, rule.severity, rule.title].map(printable),
  )
  stdout.write(
    `${alignColumns([["rule", "version", "status", "typology", "severity", "title"], ...rows], "").join("\n")}\n`,
  )
  return 0
}
