// A goAML report of an alert in the output of an earlier run. Findings in that output name payments with a few of their
// fields; countries, channels and names are read from the payment files again, which must be those that were screened. So
// the report is about the very alert that somebody looked at, and no rule has to run a second time. Needs Node.
import { type ReadOptions, readPayments } from "./ingest/read-payments.ts"
import type { Alert } from "./model/alert.ts"
import {
  checkArguments,
  having,
  KNOWN_OF_PARTIES,
  optionsOf,
  READ_OPTIONS,
  TEXT,
  TEXTS,
} from "./model/arguments.ts"
import { InputError } from "./model/errors.ts"
import { tellApart } from "./model/finding.ts"
import type { GoamlProfile } from "./model/goaml.ts"
import { describeParties, type PartyTable } from "./model/party-table.ts"
import { paymentFacts } from "./model/payment-facts.ts"
import type { RateTable } from "./model/rates.ts"
import type { PaymentTable } from "./model/table.ts"
import { isDay } from "./model/time.ts"
import { type Explanation, readExplanation } from "./report/explain.ts"
import { type GoamlReport, goamlReport } from "./report/goaml.ts"
import { readManifest } from "./report/read-manifest.ts"

/** Which alert of which output is reported, and how its unit wants it. */
export interface GoamlFilesOptions extends ReadOptions {
  /** Directory that `writeScreening` wrote. */
  readonly dir: string
  /** Id of an alert, or of the party under one. */
  readonly alert: string
  readonly profile: GoamlProfile
  readonly rates?: RateTable | undefined
  readonly parties?: PartyTable | undefined
  /** Day of the report, `2026-11-22`. */
  readonly date?: string | undefined
}

const OPTIONS = optionsOf(
  {
    ...READ_OPTIONS,
    ...KNOWN_OF_PARTIES,
    dir: TEXT,
    alert: TEXT,
    profile: having("a profile, as readGoamlProfile makes it", "report", "mandatory"),
    date: TEXT,
  },
  "dir",
  "alert",
  "profile",
)

/**
 * Makes the report. `inputs`: the payment files of the run, read with the options of the run.
 *
 * @throws InputError FINDING_NOT_FOUND, INPUT_CHANGED where a payment of the alert is not in the files as it was,
 *   OPTION_INVALID for a date that is none and for an output under pseudonyms, and what `readPayments` throws
 */
export async function goamlFiles(
  inputs: readonly string[],
  options: GoamlFilesOptions,
): Promise<GoamlReport> {
  checkArguments("goamlFiles", { inputs: [inputs, TEXTS], options: [options, OPTIONS] })
  const { dir, profile, rates, parties, date } = options
  if (date !== undefined && !isDay(date))
    throw new InputError("OPTION_INVALID", {}, `date is "${date}"; write a day such as 2026-11-22`)
  const { kind, alert, findings } = await readExplanation(dir, options.alert)
  if (kind !== "alert" || alert === null) {
    const detail = `"${options.alert}" is a finding; give the id of its alert, or of the party under it`
    throw new InputError("FINDING_NOT_FOUND", { file: dir }, detail)
  }
  await checkPlain(dir)
  const { table } = await readPayments(inputs, options)
  checkPayments(table, alert, findings)
  const described = parties === undefined ? table : describeParties(table, parties).table
  return goamlReport(profile, { alert, findings, table: described, rates, date })
}

/** A unit cannot look up pseudonyms, and no payment of the files bears them. */
async function checkPlain(dir: string): Promise<void> {
  const { keyId, path } = await readManifest(dir)
  if (keyId === null) return
  const detail =
    "the run made pseudonyms; screen the files again without --pseudonymise and report from that output"
  throw new InputError("OPTION_INVALID", { file: path }, detail)
}

/** Every payment of the alert is in the table, as it was. */
function checkPayments(table: PaymentTable, alert: Alert, findings: Explanation["findings"]): void {
  const { own } = tellApart(alert, findings)
  const places = new Map(own.flatMap((finding) => finding.places).map((place) => [place.payment, place]))
  for (let row = 0; row < table.rowCount; row++) {
    const place = places.get(table.idOf(row))
    if (place === undefined) continue
    const facts = paymentFacts(table, row)
    const same = (["time", "payer", "payee", "amount", "memo"] as const).every(
      (key) => facts[key] === place[key],
    )
    if (same) places.delete(place.payment)
  }
  const [lost] = places.values()
  if (lost === undefined) return
  const detail =
    `payment ${lost.payment} of the alert (${lost.file}:${lost.line}) is not in these files as it was; give the files ` +
    "that were screened, read in the same way (--map, --preset, --timezone)"
  throw new InputError("INPUT_CHANGED", { file: lost.file, line: lost.line }, detail)
}
