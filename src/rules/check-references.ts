// Checks of what rules say of other rules: ids that the pack has, rules that can be meant, and no circles.
import { InputError } from "../model/errors.ts"
import { nearest } from "../model/nearest.ts"
import { compareText } from "../model/vocabulary.ts"
import type { ParsedRule } from "./readings.ts"
import { isAboutNetworks } from "./rule-references.ts"
import type { Rule } from "./tree.ts"
import { valueAt, type YamlPath, type YamlSource } from "./yaml-source.ts"

/** A rule that a file names, and where. */
interface RuleReference {
  readonly id: string
  readonly path: YamlPath
}

/**
 * Checks the rules that combine and network rules name. `ids` are those of all rule files, also of wrong ones, so that
 * a fault in one is not told again by every rule that names it.
 */
export function checkRuleReferences(
  parsed: readonly ParsedRule[],
  ids: ReadonlySet<string>,
  errors: InputError[],
): void {
  const rules = new Map(parsed.flatMap(({ rule }) => (rule === undefined ? [] : [[rule.id, rule] as const])))
  for (const { source, rule } of parsed) {
    for (const { id, path } of ruleReferences(source)) {
      if (!ids.has(id)) errors.push(unknownRule(source, id, path, ids))
      else if (rule !== undefined) checkSubject(rule, rules.get(id), source, path, errors)
    }
  }
  checkCircles(parsed, errors)
}

/** Every rule that a combine or network rule names. */
function ruleReferences(source: YamlSource): RuleReference[] {
  const found: RuleReference[] = []
  const visit = (value: unknown, path: YamlPath): void => {
    if (typeof value === "string" && path.at(-2) === "rules") found.push({ id: value, path })
    if (typeof value !== "object" || value === null) return
    const isList = Array.isArray(value)
    for (const [inner, item] of Object.entries(value)) visit(item, [...path, isList ? Number(inner) : inner])
  }
  for (const path of [
    ["combine", "of"],
    ["network", "having"],
  ])
    visit(valueAt(source.value, path), path)
  return found
}

function unknownRule(source: YamlSource, id: string, path: YamlPath, ids: ReadonlySet<string>): InputError {
  const own = source.written(["id"])
  const near = nearest(
    id,
    [...ids].filter((other) => other !== own),
  )
  const mend =
    near === undefined
      ? "name a rule of the pack; if a shipped one is meant, read the shipped pack too (the word shipped beside your folder)"
      : `write ${near}`
  return new InputError("RULE_UNKNOWN_RULE", source.placeOfValue(path), `there is no rule "${id}"; ${mend}`)
}

/** A rule about parties runs before there are networks; `flagged` counts findings on members. */
function checkSubject(
  rule: Rule,
  named: Rule | undefined,
  source: YamlSource,
  path: YamlPath,
  errors: InputError[],
): void {
  if (named === undefined || !isAboutNetworks(named)) return
  if (rule.detection.kind === "combine" && rule.detection.subject === "network") return
  const mend =
    rule.detection.kind === "combine"
      ? "write subject: network, or name rules about parties"
      : "name rules about parties: flagged counts members with findings of their own"
  const detail = `${named.id} finds networks, not parties; ${mend}`
  errors.push(new InputError("RULE_INVALID", source.placeOfValue(path), detail))
}

/** Follows the references of combine rules in depth, without recursion; each that closes a circle is an error. */
function checkCircles(parsed: readonly ParsedRule[], errors: InputError[]): void {
  const sources = new Map(parsed.map(({ source }) => [source.written(["id"]) ?? "", source]))
  const references = new Map(
    [...sources].map(([id, source]) => [
      id,
      ruleReferences(source).filter(({ path }) => path[0] === "combine"),
    ]),
  )
  const done = new Set<string>()
  for (const start of [...sources.keys()].sort(compareText)) {
    if (done.has(start)) continue
    const trail = [{ id: start, next: 0 }]
    const onTrail = new Map([[start, 0]])
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const reference = references.get(top.id)?.[top.next++]
      if (reference === undefined) {
        done.add(top.id)
        onTrail.delete(top.id)
        trail.pop()
        continue
      }
      const from = onTrail.get(reference.id)
      if (from !== undefined) {
        const circle = [...trail.slice(from).map(({ id }) => id), reference.id].join(" -> ")
        const detail = `combine rules name each other in a circle: ${circle}; take one of these references out`
        const place = sources.get(top.id)!.placeOfValue(reference.path)
        errors.push(new InputError("RULE_COMBINE_CYCLE", place, detail))
      } else if (!done.has(reference.id) && sources.has(reference.id)) {
        onTrail.set(reference.id, trail.length)
        trail.push({ id: reference.id, next: 0 })
      }
    }
  }
}
