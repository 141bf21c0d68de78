// What a reader of the results should know about how they came to be.
import type {
  ApartEffect,
  InputFile,
  Intake,
  Messages,
  PackFacts,
  PartyTableFacts,
  Reject,
  RuleOutcome,
  Screening,
} from "../index.ts"
import { suppressionNotes } from "./suppression-notes.ts"
import { listOf } from "./terminal.ts"

const NAMES_SHOWN = 6
const CODES_SHOWN = 3
const VALUE_LENGTH = 40

/** The rejects of one code. */
export interface RejectTally {
  readonly count: number
  /** The first one read. */
  readonly first: Reject
}

/** Sentences, the gravest first. `areWritten`: whether there is a file of the rejects to look into. */
export function notesOf(
  screening: Screening,
  rejects: ReadonlyMap<string, RejectTally>,
  messages: Messages,
  areWritten = true,
): string[] {
  const { say } = messages
  const { intake, hubs, table, pack } = screening
  const notes: string[] = []
  if (table.rowCount === 0) notes.push(say("note.nothing-read"))
  if (intake !== null) notes.push(...intakeNotes(intake, rejects, messages, areWritten))
  if (screening.parties !== null) notes.push(partiesNote(screening.parties, messages))
  notes.push(...whoIsWhoNotes(screening, messages))
  const settled = table.rowCount - (intake?.rows.notSettled ?? 0)
  notes.push(...ruleNotes(screening, settled, messages), ...settingsNotes(pack, messages))
  notes.push(...suppressionNotes(screening.suppressions, messages))
  if (hubs.length > 0) {
    const names = hubs.map(({ party, name }) => (name === "" ? party : name))
    notes.push(say("note.hubs", { count: hubs.length, names: list(names, messages) }))
  }
  const { untranslated } = screening.parameters
  if (typeof untranslated === "number" && untranslated > 0)
    notes.push(say("note.untranslated", { count: untranslated, language: messages.name }))
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
  messages: Messages,
  areWritten: boolean,
): string[] {
  const { say } = messages
  const notes: string[] = []
  if (rows.rejected > 0) {
    const common = commonRejects(rejects)
    const codes = common.map(([code, { count }]) => `${code} ${count}`).join(say("join.comma"))
    const told = { rejected: rows.rejected, rows: say("counted.rows", { count: rows.read }) }
    if (codes === "") notes.push(say("note.rejected", told))
    else {
      const sentence = areWritten ? "note.rejected-codes" : "note.rejected-left-out"
      notes.push(say(sentence, { ...told, codes }))
    }
    notes.push(
      ...common.map(([code, { first }]) => say("note.first-reject", { code, reject: rejectText(first) })),
    )
  }
  notes.push(...columnNotes(files, messages), ...warnings)
  if (roundedAmounts > 0) notes.push(say("note.rounded", { count: roundedAmounts }))
  return notes
}

/** Ids that are written otherwise than in the payments describe nobody, and that must be seen. */
function partiesNote({ file, listed, matched, unknown }: PartyTableFacts, { say }: Messages): string {
  const values = {
    file: file ?? say("note.party-table"),
    listed: say("counted.known-parties", { count: listed }),
    matched,
    count: unknown,
  }
  return matched === 0 ? say("note.parties-unmatched", values) : say("note.parties", values)
}

/** Joins are for a person to look at, and lines of the list that do nothing must be seen. */
function whoIsWhoNotes({ persons, apart }: Screening, messages: Messages): string[] {
  const { say } = messages
  const notes: string[] = []
  if (persons.length > 0) {
    const accounts = persons.reduce((sum, { parties }) => sum + parties.length, 0)
    notes.push(say("note.persons", { accounts, count: persons.length }))
  }
  if (apart === null) return notes
  const file = apart.file ?? "apart"
  const those = (effect: ApartEffect) => apart.entries.filter((entry) => entry.effect === effect)
  notes.push(say("note.apart", { file, count: apart.entries.length, parted: those("parted").length }))
  const repeated = those("repeated")
  if (repeated.length > 0) {
    const pairs = repeated.map(({ party, other }) => `${party} – ${other}`)
    notes.push(say("note.apart-repeated", { file, count: repeated.length, pairs: list(pairs, messages) }))
  }
  const unknown = those("unknown")
  if (unknown.length > 0) {
    const parties = [...new Set(unknown.flatMap((entry) => entry.unknown))]
    const values = { file, count: unknown.length, parties: list(parties, messages) }
    notes.push(say("note.apart-unknown", values))
  }
  return notes
}

/** What was not read, or the reader of the results would take "no alert" for "nothing there". */
function columnNotes(files: readonly InputFile[], messages: Messages): string[] {
  const { say } = messages
  const wordless = files.filter(
    ({ columns }) => columns["memo"] === undefined && columns["goods"] === undefined,
  )
  const notes: string[] = []
  if (wordless.length > 0) {
    notes.push(say("note.wordless", { files: filesText(wordless, messages) }))
  }
  // What a known layout leaves aside is known too.
  const unused = files.filter(({ preset, ignoredColumns }) => preset === null && ignoredColumns.length > 0)
  for (const [columns, alike] of groupBy(unused, ({ ignoredColumns }) => list(ignoredColumns, messages))) {
    notes.push(say("note.unused-columns", { files: filesText(alike, messages), columns }))
  }
  return notes
}

function groupBy(files: readonly InputFile[], key: (file: InputFile) => string): [string, InputFile[]][] {
  const groups = new Map<string, InputFile[]>()
  for (const file of files) groups.set(key(file), [...(groups.get(key(file)) ?? []), file])
  return [...groups]
}

function filesText(files: readonly InputFile[], { say }: Messages): string {
  return files.length === 1 ? files[0]!.file : say("counted.files", { count: files.length })
}

function ruleNotes(
  { outcomes, pack }: Pick<Screening, "outcomes" | "pack">,
  settled: number,
  messages: Messages,
): string[] {
  const { say } = messages
  const notes: string[] = []
  const undecided = outcomes.filter(({ notDecidable }) => notDecidable > 0)
  const rateless = new Set(pack.rules.filter(({ usesRates }) => !usesRates).map(({ id }) => id))
  const tell = (sentence: "note.no-rates" | "note.several-currencies", of: readonly RuleOutcome[]) => {
    const counts = of.map(({ rule, notDecidable }) => `${rule} ${notDecidable}`)
    if (of.length > 0) notes.push(say(sentence, { rules: list(counts, messages) }))
  }
  tell(
    "note.no-rates",
    undecided.filter(({ rule }) => !rateless.has(rule)),
  )
  tell(
    "note.several-currencies",
    undecided.filter(({ rule }) => rateless.has(rule)),
  )
  const idle = outcomes.filter(({ notApplicable }) => settled > 0 && notApplicable >= settled)
  if (idle.length > 0) {
    const ids = idle.map(({ rule }) => rule)
    notes.push(say("note.idle-rules", { rules: list(ids, messages) }))
  }
  return notes
}

/** Settings may be found in the working directory, so that what they did must be seen. */
function settingsNotes(
  { overrides, disabled, listChanges, selection }: PackFacts,
  messages: Messages,
): string[] {
  const { say } = messages
  const notes: string[] = []
  if (overrides.length > 0) {
    const changes = overrides.map(({ rule, param, value, default: before }) =>
      say("note.param", { rule, param, value, before }),
    )
    notes.push(say("note.params", { changes: list(changes, messages) }))
  }
  if (listChanges.length > 0) {
    const changes = listChanges.map((each) => `${each.list} +${each.added.length} -${each.removed.length}`)
    notes.push(say("note.lists", { changes: list(changes, messages) }))
  }
  if (disabled.length > 0) {
    notes.push(say("note.not-run", { count: disabled.length, rules: list(disabled, messages) }))
  }
  if (selection.incomplete.length > 0) {
    notes.push(say("note.incomplete", { rules: list(selection.incomplete, messages) }))
  }
  return notes
}

function list(names: readonly string[], messages: Messages): string {
  return listOf(messages, names.slice(0, NAMES_SHOWN), names.length)
}
