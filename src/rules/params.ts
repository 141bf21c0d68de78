// Params: their values in force, and their places in a rule.
import { InputError } from "../model/errors.ts"
import { nearest } from "../model/nearest.ts"
import { issuesToErrors } from "./issues.ts"
import { isOutside, PARAM_VALUES, paramSchema, sameCurrency } from "./schema.ts"
import { DETECTIONS, type Param } from "./tree.ts"
import { valueAt, type YamlPath, type YamlSource } from "./yaml-source.ts"

/** A value that settings (or a rule test) give for a param, and where. */
export interface Override {
  readonly source: YamlSource
  readonly path: YamlPath
}

/** By name of param. */
export type Overrides = ReadonlyMap<string, Override>

/** What `$name` stands for in one rule. */
export interface RuleParams {
  readonly params: readonly Param[]
  /** Text or number to put in place of `$name`. */
  readonly values: ReadonlyMap<string, string | number>
  /** All that are declared, also wrongly. */
  readonly names: ReadonlySet<string>
}

/** Text that is the name of a param and nothing else. */
const REFERENCE = /^\$([A-Za-z_]\w*)$/

/**
 * The params of a rule file with their values in force. What is wrong with the declarations is left to the schema of
 * the file; what is wrong with an override goes to `errors` at its own place.
 */
export function readParams(source: YamlSource, overrides: Overrides, errors: InputError[]): RuleParams {
  const params: Param[] = []
  const values = new Map<string, string | number>()
  const declared = valueAt(source.value, ["params"])
  const names = typeof declared === "object" && declared !== null ? Object.keys(declared) : []
  for (const name of names) {
    const path = ["params", name]
    const checked = paramSchema.safeParse(valueAt(source.value, path))
    if (!checked.success) continue
    const override = overrides.get(name)
    const isNew = override !== undefined && checkOverride(name, checked.data, override, source, errors)
    const inForce = isNew ? override : { source, path: [...path, "default"] }
    const writtenAt = (key: string) => source.written([...path, key]) ?? null
    params.push({
      name,
      type: checked.data.type,
      default: writtenAt("default") ?? "",
      min: writtenAt("min"),
      max: writtenAt("max"),
      reason: checked.data.reason,
      value: inForce.source.written(inForce.path) ?? "",
    })
    values.set(name, valueAt(inForce.source.value, inForce.path) as string | number)
  }
  for (const [name, override] of overrides) {
    if (names.includes(name)) continue
    const near = nearest(name, names)
    const mend = names.length === 0 ? "take it away, the rule has none" : `write ${near ?? names.join(", ")}`
    const detail = `${name} is not a param of the rule; ${mend}`
    errors.push(new InputError("RULE_UNKNOWN_PARAM", override.source.placeOfKey(override.path), detail))
  }
  return { params, values, names: new Set(names) }
}

type CheckedParam = ReturnType<typeof paramSchema.parse>

/** Whether the override is right and changes the value. */
function checkOverride(
  name: string,
  param: CheckedParam,
  { source, path }: Override,
  rule: YamlSource,
  errors: InputError[],
): boolean {
  const checked = PARAM_VALUES[param.type].safeParse(valueAt(source.value, path))
  if (!checked.success) {
    const issues = checked.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
    errors.push(...issuesToErrors(issues, { source, code: null }))
    return false
  }
  const value = checked.data
  const written = (key: string) => rule.written(["params", name, key])
  const report = (mend: string): boolean => {
    const detail = `${name} is ${source.written(path)}; write ${mend}`
    errors.push(new InputError("RULE_PARAM_OUT_OF_RANGE", source.placeOfValue(path), detail))
    return false
  }
  if (!sameCurrency(value, param.default)) {
    return report(`an amount in the currency of its default, ${written("default")}`)
  }
  if (isOutside(value, param.min, param.max)) {
    const from = param.min === undefined ? "" : ` from ${written("min")}`
    const to = param.max === undefined ? "" : ` to ${written("max")}`
    return report(`a value${from}${to}`)
  }
  return JSON.stringify(value) !== JSON.stringify(param.default)
}

/** Where a `$name` stands in a detection. */
export interface ParamUse {
  readonly name: string
  readonly path: YamlPath
}

/** Every `$name` in the detections of a rule file, but for those in reasons. */
export function paramUses(value: unknown): ParamUse[] {
  const uses: ParamUse[] = []
  replace(value, (name, path) => {
    uses.push({ name, path })
    return undefined
  })
  return uses
}

/** The file's value with the params put in; a name without a value stays as it is. */
export function putParams(value: unknown, values: ReadonlyMap<string, string | number>): unknown {
  return replace(value, (name) => values.get(name))
}

/** Copies a rule, each `$name` of its detections replaced unless `valueFor` gives undefined. */
function replace(
  rule: unknown,
  valueFor: (name: string, path: YamlPath) => string | number | undefined,
): unknown {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return rule
  const copy: Record<string, unknown> = { ...rule }
  for (const key of DETECTIONS) if (Object.hasOwn(copy, key)) copy[key] = inside(copy[key], [key])
  return copy

  function inside(value: unknown, path: YamlPath): unknown {
    if (Array.isArray(value)) return value.map((item, i) => inside(item, [...path, i]))
    if (typeof value === "object" && value !== null) {
      const mapped: Record<string, unknown> = Object.create(null)
      for (const [key, item] of Object.entries(value)) {
        const isReason = path.length === 1 && key === "reason"
        mapped[key] = isReason ? item : inside(item, [...path, key])
      }
      return mapped
    }
    const name = typeof value === "string" ? REFERENCE.exec(value)?.[1] : undefined
    return name === undefined ? value : (valueFor(name, path) ?? value)
  }
}
