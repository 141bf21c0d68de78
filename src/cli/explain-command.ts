// moneytrail explain: why a finding or an alert was made.
import type { Command } from "commander"
import { readExplanation } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { explanationText } from "./explanation-text.ts"
import type { Terminal } from "./terminal.ts"

interface ExplainOptions {
  readonly in: string
  readonly json?: true
}

export function addExplainCommand(program: Command, { terminal, finish }: Context): void {
  program
    .command("explain")
    .description("show why a party has an alert, or a finding was made: conditions, payments, words")
    .argument(
      "<id>",
      "id of a party with an alert, of an alert or of a finding, from alerts.csv or findings.jsonl",
    )
    .option("--in <dir>", "directory that `moneytrail screen` wrote", "out")
    .option("--json", "print it as one JSON object")
    .addHelpText(
      "after",
      examples([
        ["a party of alerts.csv", "moneytrail explain u36517902"],
        ["an alert with all its findings", "moneytrail explain a-0123456789abcdef"],
        ["a finding of another run", "moneytrail explain f-0123456789abcdef --in out-march/"],
      ]),
    )
    .action((id: string, options: ExplainOptions) => finish(explain(id, options, terminal)))
}

async function explain(id: string, options: ExplainOptions, { stdout }: Terminal): Promise<ExitCode> {
  const explanation = await readExplanation(options.in, id)
  stdout.write(
    options.json === true ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation),
  )
  return 0
}
