// moneytrail rules: the commands for those who write rules, and for those who answer for them.
import type { Command } from "commander"
import { type Context, examples } from "./context.ts"
import { addRulesCheckCommand } from "./rules-check-command.ts"
import { addRulesCoverageCommand } from "./rules-coverage-command.ts"
import { addRulesDocCommand } from "./rules-doc-command.ts"
import { addRulesListCommand } from "./rules-list-command.ts"
import { addRulesMessagesCommand } from "./rules-messages-command.ts"
import { addRulesNewCommand } from "./rules-new-command.ts"
import { addRulesSchemaCommand } from "./rules-schema-command.ts"
import { addRulesTestCommand } from "./rules-test-command.ts"

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
  addRulesListCommand(rules, context)
  addRulesNewCommand(rules, context)
  addRulesCheckCommand(rules, context)
  addRulesTestCommand(rules, context)
  addRulesDocCommand(rules, context)
  addRulesCoverageCommand(rules, context)
  addRulesSchemaCommand(rules, context)
  addRulesMessagesCommand(rules, context)
}
