// Conditions on the time of day and the day of the week by the clock of a zone.
import * as z from "zod"
import { checkTimeZone } from "../model/time.ts"
import { DAY_MINUTES } from "./clock-week.ts"
import { complain } from "./complaint.ts"
import { list, mapping, report, word } from "./schema-scalars.ts"
import type { ClockCondition } from "./tree.ts"

/** ISO 8601: Monday is the first day. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const

const wantZone = "an IANA time zone such as Asia/Shanghai, or an offset such as +08:00"
const zoneSchema = z
  .string({ error: complain({ code: "RULE_INVALID", want: wantZone }) })
  .refine(checkTimeZone, { error: complain({ code: "RULE_INVALID", want: wantZone }) })

const wantTime = 'a time of day in quotes, from "00:00" to "23:59"'
const timeOfDay = timeSchema(/^([01]\d|2[0-3]):[0-5]\d$/, wantTime)
const endOfHours = timeSchema(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, `${wantTime}, or "24:00"`)

/** A number in place of a time is not the same in quotes: 22 is not "22:00". */
function timeSchema(form: RegExp, want: string) {
  const error = complain({ code: "RULE_INVALID", want })
  return z.string({ error }).regex(form, { error })
}

const hoursSchema = mapping({
  from: timeOfDay.describe('The first minute, such as "22:00".'),
  to: endOfHours.describe(
    'The end, which is not part of it, such as "06:00" (of the next day when below from).',
  ),
})
  .transform(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))
  .superRefine(({ from, to }, context) => {
    if (from === to) {
      const want = "a later or an earlier end, or leave hours out for all day"
      report(context, { code: "RULE_INVALID", say: "begins and ends at the same time", want })
    } else if (from === 0 && to === DAY_MINUTES) {
      const want = "a shorter time, or leave hours out for all day"
      report(context, { code: "RULE_INVALID", say: "is the whole day", want })
    }
  })

export const clockSchema = mapping({
  zone: zoneSchema.describe(
    "Whose clock: an IANA time zone such as Asia/Shanghai, or an offset such as +08:00.",
  ),
  hours: hoursSchema.optional().describe("Times of day; over midnight when from is above to."),
  weekdays: list(word(WEEKDAYS), `days: ${WEEKDAYS.join(", ")}`)
    .optional()
    .describe("Days of the week, of the payment itself, also after midnight."),
})
  .superRefine(({ hours, weekdays }, context) => {
    if (hours !== undefined || weekdays !== undefined) return
    report(context, { code: "RULE_MISSING_KEY", say: "tests nothing", want: "hours, weekdays or both" })
  })
  .transform(({ zone, hours, weekdays }): ClockCondition => {
    const days = weekdays === undefined ? null : [...new Set(weekdays.map(numberOfDay))].sort((a, b) => a - b)
    return { kind: "clock", zone, hours: hours ?? null, weekdays: days }
  })

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}

function numberOfDay(day: (typeof WEEKDAYS)[number]): number {
  return WEEKDAYS.indexOf(day) + 1
}
