// moneytrail rules schema: JSON Schemas of rule files, for YAML editors.
import type { Command } from "commander"
import { writeJsonSchemas } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import type { Terminal } from "./terminal.ts"

interface SchemaOptions {
  readonly out: string
}

export function defineRulesSchema(command: Command, { terminal, finish }: Context): void {
  command
    .option("--out <dir>", "directory to write into", "schemas")
    .addHelpText(
      "after",
      `${examples([["write them", "moneytrail rules schema --out schemas/"]])}
Then, as the first line of a rule two directories down (editors with the YAML language server):
  # yaml-language-server: $schema=../../schemas/rule.schema.json
`,
    )
    .action((options: SchemaOptions) => finish(schema(options, terminal)))
}

async function schema({ out }: SchemaOptions, { stdout }: Terminal): Promise<ExitCode> {
  const names = await writeJsonSchemas(out)
  stdout.write(`${names.map((name) => `${out.replace(/[/\\]+$/, "")}/${name}`).join("\n")}\n`)
  return 0
}
