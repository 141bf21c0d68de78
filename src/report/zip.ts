// ZIP archives (fflate), without the time they were made at: the same content gives the same bytes. Files are packed by a
// stream of our own, several times as fast as that of the package: see `Deflater`.
import { unzipSync, Zip, type ZipInputFile } from "fflate"
import { crc32 } from "./crc32.ts"
import { Deflater } from "./deflate.ts"

/** A file of an archive: its content comes in pieces, which belong to whoever takes them. */
export interface ZippedFile {
  readonly name: string
  readonly pieces: Iterable<Uint8Array>
}

/** In local time, as it is written: 1980-01-01 00:00:00, the first moment that the format can tell. */
const FIRST_TIME = new Date(1980, 0, 1)
const DEFLATE = 8

/** Files of an archive by name, in the order in which they stand there. */
export function unzipped(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(archive)))
}

/** A file on its way into an archive, as the package wants it. */
class PackedFile implements ZipInputFile {
  readonly compression = DEFLATE
  readonly mtime = FIRST_TIME
  size = 0
  crc = 0
  ondata?: NonNullable<ZipInputFile["ondata"]>
  readonly #deflater: Deflater

  /** @param deflater no other file's from here on */
  constructor(
    readonly filename: string,
    deflater: Deflater,
  ) {
    this.#deflater = deflater
    deflater.begin()
  }

  add(piece: Uint8Array): void {
    this.size += piece.length
    this.crc = crc32(piece, this.crc)
    this.#deflater.add(piece)
    this.#handOn(false)
  }

  end(): void {
    this.#deflater.end()
    this.#handOn(true)
  }

  #handOn(isAll: boolean): void {
    const packed = this.#deflater.take()
    if (isAll || packed.length > 0) this.ondata?.(null, packed, isAll)
  }
}

/** An archive that is given its files one after another, each in pieces. */
export class Archive {
  readonly #packed: Uint8Array[] = []
  readonly #archive = new Zip((error, bytes) => {
    if (error !== null) throw error
    this.#packed.push(bytes)
  })
  readonly #deflater = new Deflater()
  #file: PackedFile | undefined

  /** Begins a file; the one before is whole. */
  begin(name: string): void {
    this.#file?.end()
    this.#file = new PackedFile(name, this.#deflater)
    this.#archive.add(this.#file)
  }

  /** A piece of the file that was begun last. */
  add(piece: Uint8Array): void {
    this.#file?.add(piece)
  }

  end(): void {
    this.#file?.end()
    this.#archive.end()
  }

  /** What has been packed since this was asked last. */
  take(): Uint8Array[] {
    return this.#packed.splice(0)
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
