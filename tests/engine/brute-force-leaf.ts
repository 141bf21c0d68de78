// Leaves of conditions read word for word, as slowly as they are written: amounts as decimal text, local times as the
// platform prints them, patterns by the platform's own expressions.
import { formatMinor } from "../../src/model/money.ts"
import type { ClockCondition, Condition, EntryList } from "../../src/rules/tree.ts"
import { foldText } from "../../src/text/fold.ts"
import type { Lexicon } from "../../src/text/lexicon.ts"
import type { TestPayment } from "../helpers/table.ts"
import { fieldOf, type State } from "./brute-force.ts"

/** What lists and lexicons hold; entries and terms are single words of Latin letters. */
export interface Words {
  readonly lists: ReadonlyMap<string, EntryList>
  readonly lexicons: ReadonlyMap<string, Lexicon>
}

type Leaf = Extract<
  Condition,
  { readonly kind: "list" | "lexicon" | "multiple" | "ending" | "pattern" | "clock" | "same" }
>

export function leafState(payment: TestPayment, leaf: Leaf, words: Words | undefined): State {
  const whether = (holds: boolean): State => (holds ? "true" : "false")
  switch (leaf.kind) {
    case "list": {
      const list = words?.lists.get(leaf.list)
      if (list === undefined) throw new Error(`there is no list ${leaf.list}`)
      const text = fieldOf(payment, leaf.field)
      if (text === "") return "missing"
      const parts = list.kind === "codes" ? [foldText(text)] : wordsOf(text)
      return whether(list.entries.some((entry) => parts.includes(foldText(entry.text))))
    }
    case "lexicon": {
      const texts = leaf.fields.map((field) => fieldOf(payment, field)).filter((text) => text !== "")
      if (texts.length === 0) return "missing"
      const terms = leaf.lexicons.flatMap((id) => words?.lexicons.get(id)?.terms ?? [])
      const asked = terms.filter(
        ({ ambiguity, kind }) => leaf.ambiguity.includes(ambiguity) && leaf.kinds.includes(kind),
      )
      const found = asked.filter((term) => texts.some((text) => wordsOf(text).includes(foldText(term.text))))
      return whether(new Set(found.map((term) => foldText(term.text))).size >= leaf.minTerms)
    }
    case "multiple": {
      const { minor, currency } = leaf.of
      return whether(
        payment.currency === currency && payment.amountMinor > 0 && payment.amountMinor % minor === 0,
      )
    }
    case "ending":
      return whether(leaf.endings.some((ending) => endsIn(payment, ending)))
    case "pattern": {
      const text = fieldOf(payment, leaf.field)
      return text === "" ? "missing" : whether(new RegExp(leaf.pattern, "iu").test(foldText(text)))
    }
    case "clock":
      return whether(isOnClock(payment.time, leaf))
    case "same": {
      const [a = "", b = ""] = leaf.fields.map((field) => fieldOf(payment, field))
      if (a === "" || b === "") return "missing"
      return whether(leaf.fields.includes("payer") ? a === b : foldText(a) === foldText(b))
    }
  }
}

const wordsOf = (text: string): string[] => foldText(text).split(/[^\p{L}\p{N}]+/u)

function endsIn({ amountMinor, currency }: TestPayment, ending: string): boolean {
  const text = formatMinor(amountMinor, currency)
  if (ending.includes(".")) return text.endsWith(ending)
  const [whole = "", fraction = ""] = text.split(".")
  return /^0*$/.test(fraction) && whole.endsWith(ending)
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

/** Zones on these offsets now; the platform need not know offsets by themselves. */
const SAME_CLOCK: Readonly<Record<string, string>> = { "+05:30": "Asia/Kolkata", "-03": "Etc/GMT+3" }
const formats = new Map<string, Intl.DateTimeFormat>()

function isOnClock(time: number, { zone, hours, weekdays }: ClockCondition): boolean {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: SAME_CLOCK[zone] ?? zone,
      hourCycle: "h23",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    })
  formats.set(zone, format)
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]))
  const day = DAYS.indexOf(parts.get("weekday") ?? "") + 1
  const minute = Number(parts.get("hour")) * 60 + Number(parts.get("minute"))
  if (weekdays !== null && !weekdays.includes(day)) return false
  if (hours === null) return true
  // Minute by minute from the first on, round midnight.
  for (let at = hours.from; at !== hours.to % 1440; at = (at + 1) % 1440) if (at === minute) return true
  return false
}
