// moneytrail rules doc: the catalogue of rules, for people who have to defend them.
import { type Command, Option } from "commander"
import { rulesHtml, rulesMarkdown } from "../index.ts"
import { describeRulePack } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { type LangOption, langOption } from "./lang-option.ts"
import { collect } from "./option-values.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { findSettings, SETTINGS_HELP } from "./settings-file.ts"
import type { Terminal } from "./terminal.ts"
import { unlessInterrupted } from "./unless-interrupted.ts"
import { writeText } from "./write-text.ts"

interface DocOptions extends LangOption {
  readonly rules?: readonly string[]
  readonly settings?: string
  readonly format?: "md" | "html"
  readonly out?: string
}

export function defineRulesDoc(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--rules <dir>", RULE_DIRS_HELP, collect)
    .option("--settings <file>", SETTINGS_HELP)
    .addOption(
      new Option(
        "--format <format>",
        "Markdown or one HTML file (default: by the name of --out, else md)",
      ).choices(["md", "html"]),
    )
    .addOption(langOption())
    .option("--out <file>", "file to write (default: standard output)")
    .addHelpText(
      "after",
      examples([
        ["a page for examiners and auditors", "moneytrail rules doc --out catalogue.html"],
        [
          "your own rules with your settings",
          "moneytrail rules doc --rules my-rules/ --settings moneytrail.yaml",
        ],
      ]),
    )
    .action((options: DocOptions) => finish(doc(options, terminal, signal)))
}

async function doc(
  { rules, settings, format, out, lang }: DocOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const catalogue = await unlessInterrupted(
    describeRulePack({ paths: ruleDirs(rules), settings: await findSettings(settings), lang }),
    signal,
  )
  const isHtml = format === undefined ? /\.html?$/i.test(out ?? "") : format === "html"
  await writeText(out, isHtml ? rulesHtml(catalogue) : rulesMarkdown(catalogue), terminal)
  return 0
}
