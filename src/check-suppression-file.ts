// Checks a file of suppressions against what rule tests and labels say is true. Needs Node.
import { checkSuppressions, type ExpectedFinding } from "./alerts/check-suppressions.ts"
import { pairOf } from "./alerts/suppress.ts"
import { readLabels } from "./ingest/labels-file.ts"
import { checkArguments, optionsOf, TEXT, TEXTS } from "./model/arguments.ts"
import type { Label } from "./model/label.ts"
import type { Suppression } from "./model/suppression.ts"
import { loadRulePaths } from "./rules/load-rule-paths.ts"
import { knownReadersOf, readRules, readSuppressions } from "./rules/load-rules.ts"
import type { RuleFile } from "./rules/rule-file.ts"
import { runRuleTests, type ScreenCase } from "./rules/rule-test.ts"
import type { RulePack } from "./rules/tree.ts"
import { type ScreenedCase, withCases } from "./screen-case.ts"

/** What suppressions are held against. */
export interface CheckSuppressionsOptions {
  /** Directories of rules, or a rule file or its tests; default: the shipped pack. */
  readonly paths?: readonly string[] | undefined
  /** A file of labels: see `readLabels`. */
  readonly labels?: string | undefined
}

const SHOWN = 5

const OPTIONS = optionsOf({ paths: TEXTS, labels: TEXT })

/**
 * Warnings, a sentence each, in the order of the file: suppressions of rules that there are not, and those that would
 * swallow a finding which a rule test expects, or a party that a label says is true.
 *
 * @throws InputError or InputErrors: SUPPRESSION_INVALID, LABELS_INVALID, and everything that is wrong in the rules.
 */
export async function checkSuppressionFile(
  file: string,
  options: CheckSuppressionsOptions = {},
): Promise<readonly string[]> {
  checkArguments("checkSuppressionFile", { file: [file, TEXT], options: [options, OPTIONS] })
  const suppressions = await readSuppressions(file)
  const files = await loadRulePaths(options.paths)
  const pack = await readRules(files)
  const labels = options.labels === undefined ? [] : await readLabels(options.labels)
  const expected = [
    ...(await expectedByTests(files)),
    ...labels.flatMap((label) => expectedByLabel(label, pack)),
  ]
  const ids = new Set(pack.rules.map(({ id }) => id))
  const unknown = suppressions.filter(({ rule }) => rule !== null && !ids.has(rule))
  const warnings = checkSuppressions(suppressions, { expected })
  return [
    ...unknown.map((one) => `${scopeText(one)}: the pack has no such rule`),
    ...warnings.map(({ suppression, swallows }) => {
      const more = swallows.length - SHOWN
      const rest = more > 0 ? `; and ${more} more` : ""
      return `${scopeText(suppression)} would swallow what is true: ${swallows.slice(0, SHOWN).join("; ")}${rest}`
    }),
  ]
}

/** The findings that rule tests state, with their payments; tests that fail state nothing that can be relied on. */
async function expectedByTests(files: readonly RuleFile[]): Promise<ExpectedFinding[]> {
  return withCases(async (screenCase) => {
    const screened: (ScreenedCase | undefined)[] = []
    const screen: ScreenCase = async (pack, csv, timezone) => {
      const at = screened.push(undefined) - 1
      const found = await screenCase(pack, csv, timezone)
      screened[at] = found
      return found
    }
    const results = await runRuleTests(files, screen, await knownReadersOf(files))
    return results.flatMap(({ rule, case: name, passed }, i) => {
      const found = screened[i]
      if (!passed || found === undefined) return []
      return found.findings
        .filter((finding) => finding.rule === rule)
        .map(({ subject, rows }) => ({
          subject,
          rules: [rule],
          pair: pairOf(found.table, rows),
          said: `the test of ${rule} "${name}"`,
        }))
    })
  })
}

function expectedByLabel({ party, isTrue, rule, typology }: Label, { rules }: RulePack): ExpectedFinding[] {
  if (!isTrue) return []
  const ofTypology = rules.filter((one) => one.typology === typology).map(({ id }) => id)
  const about = rule !== null ? [rule] : typology !== null ? ofTypology : null
  return [{ subject: party, rules: about, said: "a label" }]
}

/** `the suppression of party u1 and rule burst (kim, until 2027-01-31)` */
function scopeText({ party, pair, rule, by, until }: Suppression): string {
  const parts = [
    party === null ? [] : [`party ${party}`],
    pair === null ? [] : [`pair ${pair.payer} to ${pair.payee}`],
    rule === null ? [] : [`rule ${rule}`],
  ].flat()
  return `the suppression of ${parts.join(" and ")} (${by}, until ${until})`
}
