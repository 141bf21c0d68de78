// ZIP archives, without the time they were made at: the same content gives the same bytes. fflate packs in JavaScript, a
// quarter as fast as zlib; but what zlib makes differs with its version and the processor, and the manifest names the hash.
import { unzipSync, Zip, ZipDeflate } from "fflate"

/** A file of an archive: its content comes in pieces, each of which is good until the next is asked for. */
export interface ZippedFile {
  readonly name: string
  readonly pieces: Iterable<Uint8Array>
}

/** As fast as fflate's fastest on the XML of sheets, and what it makes is 7 % smaller. */
const LEVEL = 3
/** Of fflate's table of what was met lately: 64 KB, which stay close to the processor. Its 2 MB take a third longer, and pack no better. */
const MEMORY = 3
/** In local time, as it is written: 1980-01-01 00:00:00, the first moment that the format can tell. */
const FIRST_TIME = new Date(1980, 0, 1)
const NOTHING = new Uint8Array(0)

/** Files of an archive by name, in the order in which they stand there. */
export function unzipped(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(archive)))
}

/** An archive that is given its files one after another, each in pieces. */
export class Archive {
  readonly #packed: Uint8Array[] = []
  readonly #archive = new Zip((error, bytes) => {
    if (error !== null) throw error
    this.#packed.push(bytes)
  })
  #file: ZipDeflate | undefined

  /** Begins a file; the one before is whole. */
  begin(name: string): void {
    this.#endFile()
    this.#file = new ZipDeflate(name, { level: LEVEL, mem: MEMORY })
    this.#file.mtime = FIRST_TIME
    this.#archive.add(this.#file)
  }

  /** A piece of the file that was begun last, which is copied or packed at once. */
  add(piece: Uint8Array): void {
    this.#file?.push(piece)
  }

  end(): void {
    this.#endFile()
    this.#archive.end()
  }

  /** What has been packed since this was asked last. */
  take(): Uint8Array[] {
    return this.#packed.splice(0)
  }

  #endFile(): void {
    this.#file?.push(NOTHING, true)
    this.#file = undefined
  }
}

/** The archive, in pieces. No more than a piece of a file is held at a time. */
export function* zipped(files: Iterable<ZippedFile>): Generator<Uint8Array> {
  const archive = new Archive()
  for (const { name, pieces } of files) {
    archive.begin(name)
    for (const piece of pieces) {
      archive.add(piece)
      yield* archive.take()
    }
  }
  archive.end()
  yield* archive.take()
}
