import { expect, test } from "vitest"
import { type LoadRulesOptions, loadRules } from "../../src/rules/load-rules.ts"

test.each([["/nope"], [["my-rules"]], [null]])(
  "%j is no options: the shipped rules are not loaded in its place",
  async (options) => {
    await expect(loadRules(options as unknown as LoadRulesOptions)).rejects.toThrow(
      `OPTION_INVALID: loadRules: options is ${Array.isArray(options) ? "a list" : JSON.stringify(options)}; give an object`,
    )
  },
)
