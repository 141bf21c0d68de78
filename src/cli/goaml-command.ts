// moneytrail goaml: an alert of an earlier run as a report in goAML XML.
import type { Command } from "commander"
import type { GoamlReport } from "../index.ts"
import { goamlFiles, readGoamlProfile, validateGoaml, type XsdFault } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import {
  addReadingOptions,
  partiesOf,
  type ReadingOptions,
  ratesOf,
  readOptionsOf,
} from "./reading-options.ts"
import { countOf, printable, type Terminal } from "./terminal.ts"
import { writeText } from "./write-text.ts"

interface GoamlOptions extends ReadingOptions {
  readonly alert: string
  readonly profile: string
  readonly in: string
  readonly date?: string
  readonly xsd?: string
  readonly out: string
}

/** Of long lists the first so many are told; the file beside the report has them all. */
const LINES_TOLD = 20
/** A schema's fault may list all currencies that there are. */
const LINE_LENGTH = 400

export function defineGoaml(command: Command, { terminal, signal, finish }: Context): void {
  command
    .requiredOption("--alert <id>", "id of an alert of the run, or of the party under it")
    .requiredOption("--profile <file>", "what your financial intelligence unit asks for (YAML)")
    .option("--in <dir>", "directory that `moneytrail screen` wrote", "out")
    .option("--date <day>", "day of the report, such as 2026-11-22")
    .option(
      "--xsd <file>",
      "schema of your unit, to hold the report against (needs the package xmllint-wasm)",
    )
    .option("--out <file>", "the report; what is missing goes into <file>.missing.json", "goaml-report.xml")
  addReadingOptions(command)
    .addHelpText(
      "after",
      examples([
        [
          "a report of a party of alerts.csv, from the files that were screened",
          "moneytrail goaml payments.csv --alert u36517902 --profile fiu.yaml --date 2026-11-22 --xsd goaml.xsd",
        ],
      ]),
    )
    .action((files: string[], options: GoamlOptions) => finish(goaml(files, options, terminal, signal)))
}

/** A report with gaps is written all the same: somebody has to fill them, and sees best where in the report itself. */
async function goaml(
  files: readonly string[],
  options: GoamlOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { alert, date, out, xsd } = options
  const profile = await readGoamlProfile(options.profile)
  const rates = await ratesOf(options)
  const parties = await partiesOf(options)
  const read = { ...readOptionsOf(options), signal }
  const report = await goamlFiles(files, { ...read, dir: options.in, alert, profile, rates, parties, date })
  await writeText(out, report.xml, terminal)
  const invalid = xsd === undefined ? [] : await validateGoaml(report.xml, xsd)
  const gaps = { missing: report.missing, invalid }
  await writeText(`${out}.missing.json`, `${JSON.stringify(gaps, null, 2)}\n`, terminal)
  tell(report, invalid, options, terminal)
  return 0
}

function tell(
  { missing }: GoamlReport,
  invalid: readonly XsdFault[],
  { out, xsd }: GoamlOptions,
  { stderr }: Terminal,
): void {
  const lines = [
    ...missing.map(
      ({ path, payment, why }) =>
        `missing: ${path}${payment === null ? "" : ` (payment ${payment})`}: ${why}`,
    ),
    ...invalid.map(({ line, message }) => `not valid: ${out}${line === null ? "" : `:${line}`}: ${message}`),
  ]
  for (const line of lines.slice(0, LINES_TOLD)) stderr.write(`${printable(shortened(line))}\n`)
  if (lines.length > LINES_TOLD)
    stderr.write(`… and ${lines.length - LINES_TOLD} more: see ${printable(out)}.missing.json\n`)
  const validity = xsd === undefined ? "" : `, ${countOf(invalid.length, "fault")} by the schema`
  stderr.write(`${printable(out)}: ${countOf(missing.length, "mandatory element")} missing${validity}\n`)
}

function shortened(line: string): string {
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line
}
