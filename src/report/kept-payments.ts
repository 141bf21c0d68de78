// Payments that findings list again and again: a busy party stands in a dozen of them, each over all of its payments. What
// is told of such a payment is put together once, kept, and copied, which takes a tenth of the time.
import type { Finding } from "../model/finding.ts"
import { newFlags, newWords } from "../model/large-arrays.ts"
import { ByteText } from "./byte-text.ts"
import type { AddPayment } from "./payment-json.ts"
import { PART_SLACK } from "./plain-bytes.ts"
import { type ReadAhead, readAhead } from "./read-ahead.ts"

/** What adds payments of a table. */
export interface PaymentTexts {
  readonly addPayment: AddPayment
  readonly readAhead: ReadAhead
}

/** How much is kept. */
export interface KeptLimits {
  /** Nothing, where findings do not list payments again so many times, */
  readonly leastAgain: number
  /** nor so many times for each payment of the table: an ordinary ledger takes no memory for this. */
  readonly leastAgainPerRow: number
  /** Payments beyond so many bytes are put together each time. */
  readonly mostBytes: number
}

const LIMITS: KeptLimits = { leastAgain: 2 ** 16, leastAgainPerRow: 1 / 4, mostBytes: 2 ** 28 }

type Rows = Pick<Finding, "rows">

/** What adds the payments of a finding, of these: the same as `made` does, which adds any. */
export function keepPayments(
  findings: readonly Rows[],
  rowCount: number,
  made: PaymentTexts,
  limits = LIMITS,
): (finding: Rows) => PaymentTexts {
  const least = Math.max(limits.leastAgain, limits.leastAgainPerRow * rowCount)
  const marks = listedAgain(findings, rowCount, least)
  if (marks === undefined) return () => made
  const kept = keptTexts(marks, made, limits.mostBytes)
  return (finding) => (areMostlyAgain(finding, marks) ? kept : made)
}

const [ONCE, AGAIN] = [1, 2]

/** Marks the rows that are listed again as `AGAIN`; undefined if that is fewer times than `least`. */
function listedAgain(findings: readonly Rows[], rowCount: number, least: number): Uint8Array | undefined {
  const listed = findings.reduce((sum, { rows }) => sum + rows.length, 0)
  if (listed < least) return undefined
  const marks = newFlags(rowCount)
  let again = listed
  for (const { rows } of findings) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      if (marks[row] === 0) again--
      marks[row] = marks[row] === 0 ? ONCE : AGAIN
    }
  }
  return again < least ? undefined : marks
}

/** Of others what is not kept is fetched ahead. */
function areMostlyAgain({ rows }: Rows, marks: Uint8Array): boolean {
  let again = 0
  for (let i = 0; i < rows.length; i++) if (marks[rows[i]!] === AGAIN) again++
  return again * 2 > rows.length
}

/** What is kept of so many rows one behind another is put together at once, and lies together: a page. */
const PAGE_BITS = 10
const PAGE_ROWS = 1 << PAGE_BITS

function keptTexts(marks: Uint8Array, made: PaymentTexts, mostBytes: number): PaymentTexts {
  const kept = new KeptPages(marks, made.addPayment, mostBytes)
  return {
    addPayment: (row, places, lines) => {
      if (!kept.add(row, places, lines)) made.addPayment(row, places, lines)
    },
    readAhead: readAhead([(rows, from, to) => kept.fetch(rows, from, to)]),
  }
}

/** Of rows of which nothing is kept, beyond what there is room for. */
const NOTHING = new DataView(new ArrayBuffer(1))

/** So many bytes a processor fetches at a time. */
const CACHE_LINE = 64

class KeptPages {
  /** The places of a row and behind them its lines, row by row: what is copied together lies together. */
  readonly #pages: DataView[] = []
  /**
   * Where in the page the places of a row begin and where its lines do, and behind those of each page where the last end.
   * All the same for a row of which nothing is kept.
   */
  readonly #bounds: Uint32Array
  /** Of the page that is put together. */
  readonly #together = [new ByteText(), new ByteText()] as const
  #left: number

  constructor(
    private readonly marks: Uint8Array,
    private readonly addPayment: AddPayment,
    mostBytes: number,
  ) {
    const pageCount = (marks.length >>> PAGE_BITS) + 1
    this.#bounds = newWords(2 * pageCount * (PAGE_ROWS + 1))
    this.#left = mostBytes
  }

  /** Adds what is kept of a row; false: nothing is. */
  add(row: number, places: ByteText, lines: ByteText): boolean {
    const number = row >>> PAGE_BITS
    const page = this.#pages[number] ?? this.#makePage(number)
    const at = 2 * (row + number)
    const from = this.#bounds[at]!
    const middle = this.#bounds[at + 1]!
    const to = this.#bounds[at + 2]!
    if (from === to) return false
    places.addPart(page, from, middle)
    lines.addPart(page, middle, to)
    return true
  }

  #makePage(number: number): DataView {
    const page = this.#left > 0 ? this.#textsOf(number) : NOTHING
    this.#left -= page.byteLength
    this.#pages[number] = page
    return page
  }

  #textsOf(number: number): DataView {
    const [places, lines] = this.#together
    places.clear()
    const [first, at] = [number << PAGE_BITS, 2 * number * (PAGE_ROWS + 1)]
    for (let i = 0; i < PAGE_ROWS; i++) {
      lines.clear()
      if (this.marks[first + i] === AGAIN) this.addPayment(first + i, places, lines)
      this.#bounds[at + 2 * i + 1] = places.length
      places.addPart(lines.viewWithRoom(0), 0, lines.length)
      this.#bounds[at + 2 * i + 2] = places.length
    }
    const bytes = newFlags(places.length + PART_SLACK)
    bytes.set(places.view())
    return new DataView(bytes.buffer, 0, bytes.length)
  }

  /** See `Fetch`: payments of a finding may each lie in another page. */
  fetch(rows: ArrayLike<number>, from: number, to: number): number {
    let sum = 0
    for (let i = from; i < to; i++) sum += this.#bounds[2 * (rows[i]! + (rows[i]! >>> PAGE_BITS))]!
    // Where they are is known by now.
    for (let i = from; i < to; i++) {
      const number = rows[i]! >>> PAGE_BITS
      const page = this.#pages[number]
      if (page === undefined) continue
      const at = 2 * (rows[i]! + number)
      const end = this.#bounds[at + 2]!
      for (let byte = this.#bounds[at]!; byte < end; byte += CACHE_LINE) sum += page.getUint8(byte)
    }
    return sum
  }
}
