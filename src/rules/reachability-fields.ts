// Whether parts of a condition on parties, texts and times can hold together.
import { foldText } from "../text/fold.ts"
import { compilePattern } from "../text/pattern.ts"
import { minutesThatHold } from "./clock-week.ts"
import { fieldText } from "./describe-conditions.ts"
import type { Leaf, Literal, Way } from "./reachability-ways.ts"
import type { SameField } from "./tree.ts"

/** What is wrong with some parts together, to be followed by what they are. */
export interface Clash {
  readonly why: string
  readonly parts: Way
}

type Kind<K extends Leaf["kind"]> = Extract<Leaf, { readonly kind: K }>

function isKind<K extends Leaf["kind"]>(
  literal: Literal,
  ...kinds: readonly K[]
): literal is Literal & { readonly leaf: Kind<K> } {
  return kinds.some((kind) => kind === literal.leaf.kind)
}

/** The field that a literal is about alone, and that must have a value for it to be decided. */
function fieldNeeded({ leaf }: Literal): SameField | undefined {
  if (leaf.kind === "party") return leaf.side
  return leaf.kind === "text" || leaf.kind === "list" || leaf.kind === "pattern" ? leaf.field : undefined
}

export function absenceClashes(way: Way): readonly Clash[] {
  const absent = new Map<SameField, Literal>()
  for (const literal of way)
    if (isKind(literal, "exists") && literal.leaf.exists === literal.negated)
      absent.set(literal.leaf.field, literal)
  const clashes: Clash[] = []
  for (const literal of way) {
    const fields = isKind(literal, "same") ? literal.leaf.fields : [fieldNeeded(literal)]
    const missing = fields.map((field) => field && absent.get(field)).find((found) => found !== undefined)
    if (missing !== undefined)
      clashes.push({ why: "one needs what the other excludes", parts: [missing, literal] })
    if (isKind(literal, "exists") && literal.leaf.exists !== literal.negated) {
      const other = absent.get(literal.leaf.field)
      if (other !== undefined) clashes.push({ why: "they are opposites", parts: [other, literal] })
    }
    if (isKind(literal, "lexicon")) {
      const others = literal.leaf.fields
        .map((field) => absent.get(field))
        .filter((found) => found !== undefined)
      if (others.length === literal.leaf.fields.length)
        clashes.push({ why: "there is no text to look in", parts: [...others, literal] })
    }
    if (isKind(literal, "price")) {
      const needed = [...new Set<SameField>([...literal.leaf.fields, "quantity"])]
      const others = needed.map((field) => absent.get(field)).filter((found) => found !== undefined)
      if (others.length === needed.length)
        clashes.push({ why: "there is no quantity to look for", parts: [...others, literal] })
    }
  }
  const [payer, payee] = [absent.get("payer"), absent.get("payee")]
  if (payer !== undefined && payee !== undefined)
    clashes.push({ why: "every payment has a payer or a payee", parts: [payer, payee] })
  return clashes
}

/** The values that a field may have on a way; null: any that is not excluded. */
export interface Values {
  readonly allowed: ReadonlySet<string> | null
  readonly excluded: ReadonlySet<string>
  /** The literals that say so. */
  readonly parts: Way
}

/** Party ids as they are, texts after folding. */
export function valuesOf(way: Way, field: SameField): Values {
  let allowed: ReadonlySet<string> | null = null
  const excluded = new Set<string>()
  const parts: Literal[] = []
  for (const literal of way) {
    if (!isKind(literal, "party", "text") || fieldNeeded(literal) !== field) continue
    const values = literal.leaf.kind === "party" ? literal.leaf.values : literal.leaf.values.map(foldText)
    parts.push(literal)
    if (literal.negated) for (const value of values) excluded.add(value)
    else allowed = allowed === null ? new Set(values) : common(allowed, values)
  }
  if (allowed === null) return { allowed, excluded, parts }
  let left = [...allowed].filter((value) => !excluded.has(value))
  for (const literal of way) {
    if (!isKind(literal, "pattern") || literal.leaf.field !== field) continue
    const isFound = compilePattern(literal.leaf.pattern)
    parts.push(literal)
    left = left.filter((value) => isFound(value) !== literal.negated)
  }
  return { allowed: new Set(left), excluded, parts }
}

function common(set: ReadonlySet<string>, values: readonly string[]): ReadonlySet<string> {
  return new Set(values.filter((value) => set.has(value)))
}

export function valueClashes(way: Way): readonly Clash[] {
  const fields = new Set(way.map(fieldNeeded).filter((field) => field !== undefined))
  const clashes: Clash[] = []
  for (const field of fields) {
    const { allowed, parts } = valuesOf(way, field)
    if (allowed?.size === 0) clashes.push({ why: `${fieldText(field)} can have no such value`, parts })
  }
  for (const literal of way) if (isKind(literal, "same")) clashes.push(...sameClashes(way, literal))
  return clashes
}

function sameClashes(way: Way, literal: Literal & { readonly leaf: Kind<"same"> }): readonly Clash[] {
  const [first, second] = literal.leaf.fields
  const [a, b] = [valuesOf(way, first), valuesOf(way, second)]
  const parts = [...a.parts, ...b.parts, literal]
  if (a.allowed === null || b.allowed === null || a.allowed.size === 0 || b.allowed.size === 0) return []
  const shared = common(a.allowed, [...b.allowed])
  if (!literal.negated && shared.size === 0) return [{ why: "no value is left that both could have", parts }]
  const isOneValue = a.allowed.size === 1 && b.allowed.size === 1 && shared.size === 1
  return literal.negated && isOneValue ? [{ why: "both can only have the same value", parts }] : []
}

/** Clocks of one zone; those of different zones are not compared. */
export function clockClashes(way: Way): readonly Clash[] {
  const clocks = way.filter((literal) => isKind(literal, "clock"))
  const clashes: Clash[] = []
  for (const zone of new Set(clocks.map(({ leaf }) => leaf.zone))) {
    const parts = clocks.filter(({ leaf }) => leaf.zone === zone)
    const held = parts.map(({ leaf, negated }) => ({ minutes: minutesThatHold(leaf), negated }))
    const isLeft = held[0]?.minutes.some((_, minute) =>
      held.every(({ minutes, negated }) => (minutes[minute] === 1) !== negated),
    )
    if (isLeft === false) clashes.push({ why: "no minute of the week is left", parts })
  }
  return clashes
}

/** A part and its own opposite. */
export function oppositeClashes(way: Way): readonly Clash[] {
  const seen = new Map<string, Literal>()
  const clashes: Clash[] = []
  for (const literal of way) {
    const { leaf } = literal
    const key = JSON.stringify(leaf.kind === "same" ? { ...leaf, fields: [...leaf.fields].sort() } : leaf)
    const other = seen.get(key)
    if (other === undefined) seen.set(key, literal)
    else if (other.negated !== literal.negated)
      clashes.push({ why: "they are opposites", parts: [other, literal] })
  }
  return clashes
}
