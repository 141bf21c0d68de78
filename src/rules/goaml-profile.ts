// A goAML profile: YAML text → checked profile.
import * as z from "zod"
import { type InputError, throwIfAny } from "../model/errors.ts"
import type { GoamlFields, GoamlProfile } from "../model/goaml.ts"
import { checkTimeZone } from "../model/time.ts"
import { checkGoamlProfile } from "./check-goaml-profile.ts"
import { complain } from "./complaint.ts"
import { issuesToErrors } from "./issues.ts"
import { parseYaml } from "./parse-yaml.ts"
import { list, mapping, word } from "./schema-scalars.ts"

const complaint = (want: string) => ({ error: complain({ code: "GOAML_PROFILE_INVALID", want }) })
const wantZone = "an IANA time zone such as Asia/Shanghai, or an offset such as +08:00"
const wantText = "text, in quotes where it looks like a number"
const text = z.string(complaint(wantText)).min(1, complaint(`${wantText}, or leave it out`))
const fields: z.ZodType<GoamlFields> = z.lazy(() => z.record(z.string(), value, complaint(wantElements)))
const wantElements = "a mapping of elements, which may be empty: {}"
const value = z.union(
  [text, fields, z.array(z.union([text, fields], complaint(`${wantText}, or a mapping of elements`)))],
  complaint(`${wantText}; or a mapping of elements, or a list`),
)
const codes = z.record(z.string(), text, complaint("a mapping to codes"))
const names = z.record(z.string(), list(text, "names", 0), complaint("a mapping to lists of names"))
const kind = word(["account", "person", "entity"])

const schema = mapping({
  report: fields,
  transaction: fields.default({}),
  institution: fields.default({}),
  my_clients: z.union(
    [z.enum(["all", "none", "subject"]), list(text, "parties", 0)],
    complaint("all, none, subject, or a list of parties"),
  ),
  parties_as: kind.default("account"),
  parties: z
    .record(
      z.string(),
      z.object({ as: kind.optional() }, complaint("a mapping of elements")).catchall(value),
      complaint("a mapping of parties to what is known of them"),
    )
    .default({}),
  transmode: codes.default({}),
  funds: codes.default({}),
  indicators: z
    .record(
      z.string(),
      z.union([text, list(text, "codes", 0)], complaint(`${wantText}, or a list of codes`)),
      complaint("a mapping to codes"),
    )
    .default({}),
  timezone: z.string(complaint(wantZone)).refine(checkTimeZone, complaint(wantZone)).default("UTC"),
  mandatory: names.default({}),
  elements: names.default({}),
})

/** Reads a profile. @throws InputError GOAML_PROFILE_INVALID or RULE_NOT_YAML, with line and column, all together */
export function parseGoamlProfile(file: string, content: string): GoamlProfile {
  const errors: InputError[] = []
  const source = parseYaml(file, content, errors)
  throwIfAny(errors)
  const checked = schema.safeParse(source?.value ?? {})
  if (!checked.success) {
    throwIfAny(issuesToErrors(checked.error.issues, { source: source!, code: "GOAML_PROFILE_INVALID" }))
    throw checked.error
  }
  const profile = toProfile(checked.data)
  throwIfAny(checkGoamlProfile(source!, profile))
  return profile
}

function toProfile(checked: z.output<typeof schema>): GoamlProfile {
  return {
    report: checked.report,
    transaction: checked.transaction,
    institution: checked.institution,
    myClients: checked.my_clients,
    partiesAs: checked.parties_as,
    parties: new Map(
      Object.entries(checked.parties).map(([party, { as, ...known }]) => [party, { as, fields: known }]),
    ),
    transmode: checked.transmode,
    funds: checked.funds,
    indicators: Object.fromEntries(
      Object.entries(checked.indicators).map(([key, of]) => [key, typeof of === "string" ? [of] : of]),
    ),
    timeZone: checked.timezone,
    mandatory: checked.mandatory,
    elements: checked.elements,
  }
}
