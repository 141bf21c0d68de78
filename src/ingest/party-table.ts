// Party tables given as objects or rows: checked, with countries as payments have them.
import { checkEach, optionsOf, TEXT } from "../model/arguments.ts"
import { countOf } from "../model/count.ts"
import { countryCode } from "../model/countries.ts"
import { InputError } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import type { PartyTable } from "../model/party-table.ts"
import { compareText } from "../model/vocabulary.ts"

/** What is known of one party: `party` is its id as it stands in payments, all else is up to the user. */
export type PartyRecord = Readonly<Record<string, string | null | undefined>> & { readonly party: string }

const SOURCE = "parties"

const RECORD = optionsOf({ party: TEXT }, "party")

/**
 * A party table from objects. The keys beside `party` are columns: `name`, `country`, `business` and the like; see
 * `describeParties` for what becomes of them. The place of a record is file `parties` and its number from 1.
 * @throws InputError PARTIES_INVALID: a party that stands there twice or is empty, an unknown country, two keys of one
 *   meaning, no key beside `party`
 */
export function createPartyTable(records: Iterable<PartyRecord>): PartyTable {
  const all = checkEach("createPartyTable", "records", records, RECORD)
  const header = ["party", ...new Set(all.flatMap((record) => Object.keys(record)))]
  const keys = header.filter((key, i) => i === 0 || key !== "party")
  const builder = new PartyTableBuilder(SOURCE, 1, keys)
  all.forEach((record, i) => {
    builder.add(
      i + 1,
      keys.map((key) => record[key] ?? ""),
    )
  })
  return builder.done(null)
}

/** Takes the rows of a party table; a header is given first. Throws as `createPartyTable`. */
export class PartyTableBuilder {
  readonly #file: string
  readonly #header: readonly string[]
  readonly #columns: readonly string[]
  readonly #party: number
  readonly #parties = new Map<string, readonly string[]>()
  readonly #lines = new Map<string, number>()

  constructor(file: string, line: number, header: readonly string[]) {
    this.#file = file
    this.#header = header.map((name) => name.trim())
    const names = this.#header.map((name) => name.toLowerCase())
    this.#party = names.indexOf("party")
    if (this.#party < 0) {
      const detail = `the columns are ${this.#header.join(", ")}; needed is party, with the ids of the payments, and what is known: name, country, business …`
      throw this.#invalid(line, detail)
    }
    this.#columns = this.#header.map((name) => (name.toLowerCase() === "party" ? "" : fieldEnd(name)))
    this.#checkColumns(line)
  }

  #checkColumns(line: number): void {
    const seen = new Map<string, string>()
    this.#header.forEach((name, i) => {
      const end = this.#columns[i]!
      if (end === "" && name.toLowerCase() !== "party")
        throw this.#invalid(line, `column ${i + 1} has no name; name it or leave it out`)
      const earlier = seen.get(end)
      if (earlier !== undefined)
        throw this.#invalid(line, `the columns ${earlier} and ${name} mean the same; keep one`)
      seen.set(end, name)
    })
    if (seen.size < 2)
      throw this.#invalid(line, "party is the only column; add what is known: name, country, business …")
  }

  add(line: number, cells: readonly string[]): void {
    if (cells.length > this.#header.length) {
      const detail = `the line has ${countOf(cells.length, "cell")} and the header ${this.#header.length}; quote cells that hold the delimiter`
      throw this.#invalid(line, detail)
    }
    const party = cells[this.#party]?.trim() ?? ""
    if (party === "")
      throw this.#invalid(line, "the party is empty; write its id as it stands in the payments")
    const earlier = this.#lines.get(party)
    if (earlier !== undefined) {
      const detail = `line ${earlier} has the party ${JSON.stringify(party)} already; keep one line for each party`
      throw this.#invalid(line, detail)
    }
    this.#lines.set(party, line)
    this.#parties.set(
      party,
      this.#columns.map((column, i) => this.#check(line, column, cells[i]?.trim() ?? "")),
    )
  }

  #check(line: number, column: string, value: string): string {
    if (column !== "Country" || value === "") return value
    const code = countryCode(value)
    if (code !== undefined) return code
    const detail = `the country is ${JSON.stringify(value)}; write ISO 3166 codes such as CN or TZA, or a common name`
    throw this.#invalid(line, detail)
  }

  /** The builder must not be used afterwards. */
  done(file: string | null): PartyTable {
    const places = this.#columns
      .map((column, place) => ({ column, place }))
      .filter(({ column }) => column !== "")
      .sort((a, b) => compareText(a.column, b.column))
    const columns = places.map(({ column }) => column)
    const parties = new Map<string, readonly string[]>()
    const lines: string[] = []
    for (const [party, cells] of this.#parties) {
      const values = places.map(({ place }) => cells[place]!)
      parties.set(party, values)
      lines.push(JSON.stringify([party, ...values]))
    }
    const sha256 = sha256Hex([JSON.stringify(columns), ...lines.sort(compareText)].join("\n"))
    return { file, sha256, columns, parties }
  }

  #invalid(line: number, detail: string): InputError {
    return new InputError("PARTIES_INVALID", { file: this.#file, line }, detail)
  }
}

/** `line of trade`, `line_of_trade` and `lineOfTrade` all end a field as `LineOfTrade`. */
function fieldEnd(name: string): string {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== "")
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")
}
