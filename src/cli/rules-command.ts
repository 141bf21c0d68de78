// moneytrail rules: the commands for those who write rules, and for those who answer for them.
import type { Command } from "commander"
import { COMMANDS_ON_RULES } from "./commands.ts"
import { type Context, examples } from "./context.ts"
import { addLazyCommands } from "./lazy-commands.ts"

export function addRulesCommand(program: Command, context: Context): void {
  const rules = program
    .command("rules")
    .description("list, check, test, document and begin rules")
    .addHelpText(
      "after",
      examples([
        ["what the shipped rules look for", "moneytrail rules list"],
        ["begin a rule of your own", "moneytrail rules new velocity/my-rule"],
        [
          "is it right, and do its tests hold?",
          "moneytrail rules check my-rules/ && moneytrail rules test my-rules/",
        ],
        ["the catalogue, for examiners", "moneytrail rules doc --out catalogue.html"],
      ]),
    )
  addLazyCommands(rules, COMMANDS_ON_RULES, context)
}
