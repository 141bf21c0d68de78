import { expect, test } from "vitest"
import { type LoadRulesOptions, loadRules } from "../../src/rules/load-rules.ts"

test.each([["/nope"], [["my-rules"]], [null]])(
  "%j is no options: the shipped rules are not loaded in its place",
  async (options) => {
    await expect(loadRules(options as unknown as LoadRulesOptions)).rejects.toThrow(
      `OPTION_INVALID: loadRules takes an object, not ${JSON.stringify(options)}`,
    )
  },
)
