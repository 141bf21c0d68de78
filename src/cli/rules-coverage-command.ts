// moneytrail rules coverage: published indicators against the rules that implement them.
import { type Command, Option } from "commander"
import { COVERAGE_STATES, type Coverage, coverageMarkdown } from "../index.ts"
import { coverRulePack } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { collect } from "./option-values.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { findSettings, SETTINGS_HELP } from "./settings-file.ts"
import { alignColumns, printable, type Terminal } from "./terminal.ts"
import { unlessInterrupted } from "./unless-interrupted.ts"

interface CoverageOptions {
  readonly rules?: readonly string[]
  readonly settings?: string
  readonly format: "table" | "md"
  readonly json?: true
}

export function defineRulesCoverage(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--rules <dir>", RULE_DIRS_HELP, collect)
    .option("--settings <file>", SETTINGS_HELP)
    .addOption(
      new Option("--format <format>", "a table to read, or Markdown")
        .choices(["table", "md"])
        .default("table"),
    )
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      examples([
        ["which indicators no rule answers", 'moneytrail rules coverage | grep "not covered"'],
        ["for a report", "moneytrail rules coverage --format md"],
      ]),
    )
    .action((options: CoverageOptions) => finish(coverage(options, terminal, signal)))
}

async function coverage(
  options: CoverageOptions,
  { stdout }: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const covered = await unlessInterrupted(
    coverRulePack({
      paths: ruleDirs(options.rules),
      settings: await findSettings(options.settings),
    }),
    signal,
  )
  if (options.json === true) stdout.write(`${JSON.stringify(covered, null, 2)}\n`)
  else stdout.write(options.format === "md" ? coverageMarkdown(covered) : coverageTable(covered))
  return 0
}

/** Every indicator with its state, then how many there are of each, by document. */
function coverageTable({ indicators, documents, total }: Coverage): string {
  const rows = indicators.map(({ indicator: { id, why }, state, rules }) => {
    const note = state === "covered" ? rules.join(", ") : (why ?? "")
    return [id, COVERAGE_STATES[state], printable(note)]
  })
  const totals = [
    ...documents.map(({ document, ...counts }) => ({ name: document.id, ...counts })),
    { name: "all", ...total },
  ]
  const lines = [
    ...alignColumns([["indicator", "state", "rules, or what payments do not show"], ...rows], ""),
    "",
    ...alignColumns(
      [
        ["document", "indicators", "covered", "not covered", "cannot be seen"],
        ...totals.map(({ name, indicators: count, covered, open, unseen }) => [
          name,
          ...[count, covered, open, unseen].map(String),
        ]),
      ],
      "",
    ),
  ]
  return `${lines.join("\n")}\n`
}
