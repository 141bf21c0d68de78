// One rule file: YAML text → checked rule, its params in force.
import { assert, InputError } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import { nearest } from "../model/nearest.ts"
import { TYPOLOGIES } from "../model/vocabulary.ts"
import { label } from "./issue-words.ts"
import { issuesToErrors } from "./issues.ts"
import { type Overrides, paramUses, putParams, type RuleParams, readParams } from "./params.ts"
import { parseYaml } from "./parse-yaml.ts"
import type { ParsedRule } from "./readings.ts"
import { checkReason, durationInWords, fillReason, unknownParam } from "./reason.ts"
import { splitPath, stemOf } from "./rule-file.ts"
import { ruleSchema } from "./schema.ts"
import { DETECTIONS, type Detection } from "./tree.ts"
import { valueAt, type YamlPath, type YamlSource } from "./yaml-source.ts"

/**
 * Reads a rule file. What is wrong goes to `errors`. Whether lists and lexicons exist, and whether ids are taken, is
 * for the pack to say.
 */
export function parseRule(
  file: string,
  text: string,
  overrides: Overrides,
  errors: InputError[],
): ParsedRule | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const before = errors.length
  const params = readParams(source, overrides, errors)
  checkParamUses(source, params, errors)
  const checked = ruleSchema.safeParse(putParams(source.value, params.values))
  if (!checked.success) {
    const wordParam = (name: string, path: YamlPath) => wordOf(name, path, params)
    errors.push(...issuesToErrors(checked.error.issues, { source, code: null, wordParam }))
  }
  checkDetections(source, errors)
  checkComposite(source, errors)
  checkPlace(source, errors)
  assert(checked.success || errors.length > before, "a rule is left out only with an error")
  if (!checked.success || errors.length > before) return { source, rule: undefined }
  const {
    match,
    window,
    sequence,
    motif,
    network,
    combine,
    false_positives: falsePositives,
    blind_spots: blindSpots,
    params: _,
    ...head
  } = checked.data
  const written = match ?? window ?? sequence ?? motif ?? network ?? combine
  assert(written !== undefined, "a rule without a detection has an error")
  const values = new Map(
    params.params.map(({ name, type, value }) => [
      name,
      type === "duration" ? durationInWords(value) : value,
    ]),
  )
  const detection: Detection = { ...written, reason: fillReason(written.reason, values) }
  const rule = {
    ...head,
    falsePositives,
    blindSpots,
    params: params.params,
    detection,
    file,
    sha256: sha256Hex(text),
  }
  return { source, rule }
}

/** One detection; a mistyped one is reported as a key that there is not. */
function checkDetections(source: YamlSource, errors: InputError[]): void {
  const { value } = source
  if (typeof value !== "object" || value === null || Array.isArray(value)) return
  const detections: readonly string[] = DETECTIONS
  const keys = Object.keys(value)
  const [first, ...others] = keys.filter((key) => detections.includes(key))
  if (first === undefined && !keys.some((key) => nearest(key, detections) !== undefined)) {
    const detail = `the file has no detection; write one of ${DETECTIONS.join(", ")}`
    errors.push(new InputError("RULE_DETECTION_COUNT", source.placeOfKey([]), detail))
  }
  for (const key of others) {
    const detail = `${key} is a second detection beside ${first}; keep one in a file`
    errors.push(new InputError("RULE_DETECTION_COUNT", source.placeOfKey([key]), detail))
  }
}

/** Combinations have a typology of their own, so that findings which re-use others can be told from them. */
function checkComposite(source: YamlSource, errors: InputError[]): void {
  const typology = valueAt(source.value, ["typology"])
  if (typeof typology !== "string") return
  const isCombine = valueAt(source.value, ["combine"]) !== undefined
  if (isCombine === (typology === "composite")) return
  const detail = isCombine
    ? `typology is "${typology}" for a combination of findings; write composite`
    : "typology is composite, which combine rules only have; write the method that the rule finds"
  errors.push(new InputError("RULE_INVALID", source.placeOfValue(["typology"]), detail))
}

/** How a message speaks of `$name`; see `IssueContext`. */
function wordOf(name: string, path: YamlPath, { params }: RuleParams): string | null | undefined {
  if (!DETECTIONS.some((key) => key === path[0])) return undefined
  const param = params.find((other) => other.name === name)
  return param === undefined ? null : `$${name}, a ${param.type} (${param.value})`
}

function checkParamUses(source: YamlSource, { names }: RuleParams, errors: InputError[]): void {
  for (const { name, path } of paramUses(source.value)) {
    if (names.has(name)) continue
    const detail = unknownParam(`$${name}`, name, names, `${label(path)} is`)
    errors.push(new InputError("RULE_UNKNOWN_PARAM", source.placeOfValue(path), detail))
  }
  for (const key of DETECTIONS) {
    const reason = valueAt(source.value, [key, "reason"])
    if (typeof reason === "string") checkReason(reason, names, source.placeOfValue([key, "reason"]), errors)
  }
}

/** Reports a file that is not named after the id in it. */
export function checkFileName(source: YamlSource, errors: InputError[]): void {
  const { file } = source
  if (!file.endsWith(".yaml")) {
    const detail = "the name does not end in .yaml; rename the file"
    errors.push(new InputError("RULE_MISPLACED", { file }, detail))
    return
  }
  const id = valueAt(source.value, ["id"])
  const stem = stemOf(file)
  if (typeof id !== "string" || id === stem) return
  const detail = `id is "${id}" in a file named ${stem}.yaml; name the file ${id}.yaml or write id: ${stem}`
  errors.push(new InputError("RULE_MISPLACED", source.placeOfValue(["id"]), detail))
}

/** Name and folder. A path without folders says nothing of the folder; nor does a typology that there is not. */
function checkPlace(source: YamlSource, errors: InputError[]): void {
  checkFileName(source, errors)
  const typology = valueAt(source.value, ["typology"])
  const { folder } = splitPath(source.file)
  if (typeof typology !== "string" || folder === undefined || folder === typology) return
  if (!TYPOLOGIES.some((known) => known === typology)) return
  const isTypology = TYPOLOGIES.some((known) => known === folder)
  const detail = `typology is "${typology}" in the folder ${folder}; move the file to ${typology}/${isTypology ? ` or write typology: ${folder}` : ""}`
  errors.push(new InputError("RULE_MISPLACED", source.placeOfValue(["typology"]), detail))
}
