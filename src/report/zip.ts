// ZIP archives, without the time they were made at: the same content gives the same bytes. fflate packs in JavaScript, a
// quarter as fast as zlib; but what zlib makes differs with its version and the processor, and the manifest names the hash.
import { unzipSync, Zip, ZipDeflate } from "fflate"

/** A file of an archive: its content comes in pieces. */
export interface ZippedFile {
  readonly name: string
  readonly pieces: Iterable<Uint8Array>
}

/** fflate's fastest: a quarter larger than its usual one, in half the time. */
const LEVEL = 1
/** In local time, as it is written: 1980-01-01 00:00:00, the first moment that the format can tell. */
const FIRST_TIME = new Date(1980, 0, 1)
const NOTHING = new Uint8Array(0)

/** Files of an archive by name, in the order in which they stand there. */
export function unzipped(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(archive)))
}

/** The archive, in pieces. No more than a piece of a file is held at a time. */
export function* zipped(files: Iterable<ZippedFile>): Generator<Uint8Array> {
  const made: Uint8Array[] = []
  const archive = new Zip((error, bytes) => {
    if (error !== null) throw error
    made.push(bytes)
  })
  for (const { name, pieces } of files) {
    const file = new ZipDeflate(name, { level: LEVEL })
    file.mtime = FIRST_TIME
    archive.add(file)
    for (const piece of pieces) {
      file.push(piece)
      yield* made.splice(0)
    }
    file.push(NOTHING, true)
  }
  archive.end()
  yield* made
}
