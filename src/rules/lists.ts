// The lists of a pack, whole: entries from YAML or CSV, those of lists that extend others, and changes by settings.
import { InputError } from "../model/errors.ts"
import { adviseName, nearest } from "../model/nearest.ts"
import type { ListChange } from "../model/screening.ts"
import { compareText } from "../model/vocabulary.ts"
import type { WrittenList } from "./parse-words.ts"
import type { Read, Reading } from "./readings.ts"
import { type RuleFile, splitPath } from "./rule-file.ts"
import type { ListSettings, Settings } from "./settings.ts"
import type { EntryList, ListEntry } from "./tree.ts"
import { readWords } from "./word-files.ts"
import type { YamlSource } from "./yaml-source.ts"

export interface Lists {
  readonly lists: ReadonlyMap<string, EntryList>
  /** Ids of all list files, also of those that are wrong. */
  readonly ids: ReadonlySet<string>
  readonly changes: readonly ListChange[]
}

interface SourcedList {
  readonly source: YamlSource
  readonly written: WrittenList
  readonly list: EntryList
}

/** Reads `lists/*.yaml` and the CSV files they name; what is wrong goes to `errors`. */
export function readLists(
  files: readonly RuleFile[],
  csvFiles: readonly RuleFile[],
  settings: Settings | undefined,
  read: Read<Reading<WrittenList>>,
  errors: InputError[],
): Lists {
  const { found, ids } = readWords(files, "list", read, errors)
  const cells = new Map(csvFiles.map((file) => [file.file, file]))
  const own = found.map(({ source, words: written }): SourcedList => {
    const { id, title, kind, date } = written
    const entries = written.entries ?? entriesOfCsv(source, written.csv ?? "", cells, errors)
    return { source, written, list: { id, title, kind, source: written.source, date, entries } }
  })
  checkCsvUsed(own, csvFiles, errors)
  const lists = new Map(own.map(({ list }) => [list.id, list]))
  for (const extension of own) extend(lists, extension, ids, own, errors)
  const changes = settings === undefined ? [] : changeLists(lists, settings, ids, errors)
  return { lists, ids, changes }
}

function entriesOfCsv(
  source: YamlSource,
  name: string,
  cells: ReadonlyMap<string, RuleFile>,
  errors: InputError[],
): readonly ListEntry[] {
  const file = besides(source.file, name)
  const csv = cells.get(file)
  const rows = csv?.rows
  if (rows === undefined) {
    const detail =
      csv === undefined
        ? `there is no file ${file}; put it beside this one`
        : `${file} comes without its records; give them as rows`
    errors.push(new InputError("LIST_INVALID", source.placeOfValue(["csv"]), detail))
    return []
  }
  return readEntries(file, rows, errors)
}

/** The path of a file in the folder of another one. */
function besides(file: string, name: string): string {
  return file.slice(0, file.length - splitPath(file).name.length) + name
}

const COLUMNS: readonly string[] = ["text", "source"]

/** Entries of a CSV; a text that stands there again counts once, with the first source. */
function readEntries(
  file: string,
  [header, ...rows]: NonNullable<RuleFile["rows"]>,
  errors: InputError[],
): readonly ListEntry[] {
  const fail = (line: number, detail: string): void => {
    errors.push(new InputError("LIST_INVALID", { file, line }, detail))
  }
  const names = (header?.cells ?? []).map((cell) => cell.toLowerCase())
  const needed = "the columns are text, and source if need be"
  names.forEach((name, i) => {
    const shown = `column ${i + 1} is ${JSON.stringify(header?.cells[i])}`
    if (!COLUMNS.includes(name)) {
      const near = nearest(name, COLUMNS)
      fail(header?.line ?? 1, `${shown}; ${near === undefined ? needed : `write ${near}`}`)
    } else if (names.indexOf(name) !== i) fail(header?.line ?? 1, `${shown} for the second time; keep one`)
  })
  const text = names.indexOf("text")
  if (text < 0) {
    const cut = names.some((name) => /[;\t]/.test(name)) ? ", with a comma between them" : ""
    fail(header?.line ?? 1, `the first line is no header with the column text; ${needed}${cut}`)
    return []
  }
  const source = names.indexOf("source")
  const entries = new Map<string, ListEntry>()
  for (const { line, cells } of rows) {
    const entry = cells[text] ?? ""
    if (cells.length > names.length) {
      fail(line, `column ${names.length + 1} has no name in the header; quote cells that hold a comma`)
    } else if (entry === "")
      fail(line, `column ${text + 1} (text) is empty; write a text or take the line away`)
    else if (!entries.has(entry)) entries.set(entry, { text: entry, source: cells[source] || null })
  }
  if (entries.size === 0 && rows.length === 0)
    fail(header?.line ?? 1, "there is no entry below the header; write one")
  return [...entries.values()]
}

/** A CSV that no list names would be read for nothing. */
function checkCsvUsed(
  own: readonly SourcedList[],
  csvFiles: readonly RuleFile[],
  errors: InputError[],
): void {
  // A list that is wrong may name any of them.
  if (errors.length > 0) return
  const used = new Set(own.map(({ source, written }) => besides(source.file, written.csv ?? "")))
  for (const { file } of csvFiles) {
    if (used.has(file)) continue
    const detail = "no list beside this file names it; write one with csv: and the name of this file"
    errors.push(new InputError("LIST_INVALID", { file }, detail))
  }
}

/** Adds the entries of a list to the one it extends. */
function extend(
  lists: Map<string, EntryList>,
  extension: SourcedList,
  ids: ReadonlySet<string>,
  own: readonly SourcedList[],
  errors: InputError[],
): void {
  const { list, written } = extension
  const id = written.extends
  if (id === undefined) return
  const base = lists.get(id)
  const fault = faultOfExtension(extension, id, base, ids, own)
  if (fault !== undefined) errors.push(fault)
  if (fault !== undefined || base === undefined) return
  const entries = list.entries.map((entry) => ({
    text: entry.text,
    source: entry.source ?? list.source,
    date: list.date,
  }))
  lists.set(id, withEntries(base, entries))
}

/** A list that is wrong itself has its fault told already. */
function faultOfExtension(
  { source, list }: SourcedList,
  id: string,
  base: EntryList | undefined,
  ids: ReadonlySet<string>,
  own: readonly SourcedList[],
): InputError | undefined {
  const place = source.placeOfValue(["extends"])
  if (!ids.has(id)) {
    const detail = `there is no list "${id}"; ${adviseName(id, ids, "lists")}`
    return new InputError("RULE_UNKNOWN_LIST", place, detail)
  }
  if (id === list.id) {
    return new InputError("LIST_INVALID", place, "the list extends itself; take extends away")
  }
  const further = own.find((other) => other.list.id === id)?.written.extends
  if (further !== undefined) {
    const detail = `${id} extends ${further} itself; write extends: ${further}`
    return new InputError("LIST_INVALID", place, detail)
  }
  if (base === undefined || base.kind === list.kind) return undefined
  const detail = `kind is ${list.kind}, and ${id}, which it extends, holds ${base.kind}; write kind: ${base.kind}`
  return new InputError("LIST_INVALID", source.placeOfValue(["kind"]), detail)
}

/** The list with those of the entries that it has not. */
function withEntries(list: EntryList, entries: readonly ListEntry[]): EntryList {
  const has = new Set(list.entries.map(({ text }) => text))
  return { ...list, entries: [...list.entries, ...entries.filter(({ text }) => !has.has(text))] }
}

function changeLists(
  lists: Map<string, EntryList>,
  { source, lists: changes }: Settings,
  ids: ReadonlySet<string>,
  errors: InputError[],
): ListChange[] {
  return [...changes]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([id, change]) => {
      const list = lists.get(id)
      if (list !== undefined) return [changeList(lists, list, change, source, errors)]
      if (!ids.has(id)) {
        const detail = `there is no list "${id}"; ${adviseName(id, ids, "lists")}`
        errors.push(new InputError("SETTINGS_INVALID", source.placeOfKey(["lists", id]), detail))
      }
      return []
    })
}

/** What the list had already is not added, and is no fault: the list may have caught up with the settings. */
function changeList(
  lists: Map<string, EntryList>,
  list: EntryList,
  { add, remove, source, date }: ListSettings,
  file: YamlSource,
  errors: InputError[],
): ListChange {
  const before = new Set(list.entries.map(({ text }) => text))
  remove.forEach((text, i) => {
    if (before.has(text)) return
    const near = nearest(text, before)
    const mend = near === undefined ? "take it away here" : `write ${near}`
    const detail = `"${text}" is not on the list ${list.id}; ${mend}`
    errors.push(
      new InputError("SETTINGS_INVALID", file.placeOfValue(["lists", list.id, "remove", i]), detail),
    )
  })
  const gone = new Set(remove)
  const kept = { ...list, entries: list.entries.filter(({ text }) => !gone.has(text)) }
  const added = [...new Set(add)].filter((text) => !before.has(text))
  lists.set(
    list.id,
    withEntries(
      kept,
      added.map((text) => ({ text, source, date })),
    ),
  )
  return {
    list: list.id,
    added: added.sort(compareText),
    removed: [...gone].filter((text) => before.has(text)).sort(compareText),
    source,
    date,
  }
}
