// What a reader of the results should know about how they came to be.
import type { InputFile, Intake, PackFacts, Reject, RuleOutcome, Screening } from "../index.ts"
import { suppressionNotes } from "./suppression-notes.ts"
import { countOf } from "./terminal.ts"

const NAMES_SHOWN = 6
const CODES_SHOWN = 3
const VALUE_LENGTH = 40

/** The rejects of one code. */
export interface RejectTally {
  readonly count: number
  /** The first one read. */
  readonly first: Reject
}

/** Sentences, the gravest first. */
export function notesOf(screening: Screening, rejects: ReadonlyMap<string, RejectTally>): string[] {
  const { intake, outcomes, hubs, table, pack } = screening
  const notes: string[] = []
  if (table.rowCount === 0) notes.push("no payment was accepted, so there is nothing to find")
  if (intake !== null) notes.push(...intakeNotes(intake, rejects))
  const settled = table.rowCount - (intake?.rows.notSettled ?? 0)
  notes.push(...ruleNotes(outcomes, settled), ...settingsNotes(pack))
  notes.push(...suppressionNotes(screening.suppressions))
  if (hubs.length > 0) {
    const names = hubs.map(({ party, name }) => (name === "" ? party : name))
    notes.push(`${countOf(hubs.length, "public hub")} set apart from the networks: ${list(names)}`)
  }
  return notes
}

/** Codes with their rejects, the commonest first. */
export function commonRejects(rejects: ReadonlyMap<string, RejectTally>): [string, RejectTally][] {
  return [...rejects].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1)).slice(0, CODES_SHOWN)
}

/** `a.csv:4: amount "abc": is no amount …` */
export function rejectText({ file, line, field, value, message }: Reject): string {
  const shown = value.length > VALUE_LENGTH ? `${value.slice(0, VALUE_LENGTH)}…` : value
  const what = [field, shown === "" ? "" : JSON.stringify(shown)].filter((part) => part !== "").join(" ")
  return `${file}:${line}: ${what === "" ? "" : `${what}: `}${message}`
}

function intakeNotes(
  { files, rows, warnings, roundedAmounts }: Intake,
  rejects: ReadonlyMap<string, RejectTally>,
): string[] {
  const notes: string[] = []
  if (rows.rejected > 0) {
    const common = commonRejects(rejects)
    const codes = common.map(([code, { count }]) => `${code} ${count}`).join(", ")
    const commonest = codes === "" ? "" : ` (commonest: ${codes})`
    notes.push(`${rows.rejected} of ${rows.read} rows rejected: see rejects.csv${commonest}`)
    notes.push(...common.map(([code, { first }]) => `the first ${code}: ${rejectText(first)}`))
  }
  notes.push(...columnNotes(files), ...warnings)
  if (roundedAmounts > 0) {
    notes.push(
      `${countOf(roundedAmounts, "amount")} had more decimals than the currency has and were rounded half to even; ` +
        "--strict-decimals rejects them",
    )
  }
  return notes
}

/** What was not read, or the reader of the results would take "no alert" for "nothing there". */
function columnNotes(files: readonly InputFile[]): string[] {
  const wordless = files.filter(
    ({ columns }) => columns["memo"] === undefined && columns["goods"] === undefined,
  )
  const notes: string[] = []
  if (wordless.length > 0) {
    notes.push(
      `${filesText(wordless)}: no column was read as memo or goods, so words in the text of payments cannot be found; ` +
        "if there is such a column, name it in a mapping (--map)",
    )
  }
  // What a known layout leaves aside is known too.
  const unused = files.filter(({ preset, ignoredColumns }) => preset === null && ignoredColumns.length > 0)
  for (const [columns, alike] of groupBy(unused, ({ ignoredColumns }) => list(ignoredColumns))) {
    notes.push(`${filesText(alike)}: columns not used: ${columns}; --map can name a field for them`)
  }
  return notes
}

function groupBy(files: readonly InputFile[], key: (file: InputFile) => string): [string, InputFile[]][] {
  const groups = new Map<string, InputFile[]>()
  for (const file of files) groups.set(key(file), [...(groups.get(key(file)) ?? []), file])
  return [...groups]
}

function filesText(files: readonly InputFile[]): string {
  return files.length === 1 ? files[0]!.file : countOf(files.length, "file")
}

function ruleNotes(outcomes: readonly RuleOutcome[], settled: number): string[] {
  const notes: string[] = []
  const undecided = outcomes.filter(({ notDecidable }) => notDecidable > 0)
  if (undecided.length > 0) {
    const rules = list(undecided.map(({ rule, notDecidable }) => `${rule} ${notDecidable}`))
    notes.push(`not decidable for want of exchange rates, which --rates gives: ${rules}`)
  }
  const idle = outcomes.filter(({ notApplicable }) => settled > 0 && notApplicable >= settled)
  if (idle.length > 0) {
    const rules = list(idle.map(({ rule }) => rule))
    notes.push(`not applicable to any payment, because all lack a field the rule needs: ${rules}`)
  }
  return notes
}

/** Settings may be found in the working directory, so that what they did must be seen. */
function settingsNotes({ overrides, disabled, listChanges, selection }: PackFacts): string[] {
  const notes: string[] = []
  if (overrides.length > 0) {
    const changes = overrides.map((each) => `${each.rule} ${each.param} ${each.value} (was ${each.default})`)
    notes.push(`params changed by settings: ${list(changes)}`)
  }
  if (listChanges.length > 0) {
    const changes = listChanges.map((each) => `${each.list} +${each.added.length} -${each.removed.length}`)
    notes.push(`entries of lists added and removed by settings: ${list(changes)}`)
  }
  if (disabled.length > 0) {
    notes.push(
      `${countOf(disabled.length, "rule")} did not run, as settings or options say: ${list(disabled)}`,
    )
  }
  if (selection.incomplete.length > 0) {
    notes.push(`not whole, because rules they rest on did not run: ${list(selection.incomplete)}`)
  }
  return notes
}

function list(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN
  return names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "")
}
