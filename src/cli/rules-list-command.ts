// moneytrail rules list: what the rules look for.
import type { Command } from "commander"
import { listRules } from "../index.ts"
import { loadRules } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { type LangOption, langOption } from "./lang-option.ts"
import { collect } from "./option-values.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { addSelectionOptions, type SelectionOptions } from "./selection-options.ts"
import { findSettings, SETTINGS_HELP } from "./settings-file.ts"
import { alignColumns, printable, type Terminal } from "./terminal.ts"

interface ListOptions extends SelectionOptions, LangOption {
  readonly rules?: readonly string[]
  readonly settings?: string
  readonly json?: true
}

export function defineRulesList(command: Command, { terminal, finish }: Context): void {
  command.option("--rules <dir>", RULE_DIRS_HELP, collect).option("--settings <file>", SETTINGS_HELP)
  addSelectionOptions(command)
    .addOption(langOption())
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
    lang: options.lang,
  })
  const rules = listRules(pack)
  if (options.json === true) {
    stdout.write(`${JSON.stringify(rules, null, 2)}\n`)
    return 0
  }
  const { say, nameOf } = pack.messages
  const rows = rules.map(({ id, version, status, typology, severity, title }) =>
    [
      id,
      version,
      nameOf("status", status),
      nameOf("typology", typology),
      nameOf("severity", severity),
      title,
    ].map(printable),
  )
  const head = [
    say("rules.rule"),
    say("rules.version"),
    say("rules.status"),
    say("rules.typology"),
    say("rules.severity"),
    say("rules.title"),
  ]
  stdout.write(`${alignColumns([head, ...rows], "").join("\n")}\n`)
  return 0
}
