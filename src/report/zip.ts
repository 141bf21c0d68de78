// ZIP archives (PKWARE APPNOTE 6.3.10: local file header 4.3.7, central directory header 4.3.12, end of central directory
// 4.3.16), without comments and ZIP64, and without the time they were made at: the same content gives the same bytes.
import { assert } from "../model/errors.ts"
import type { Packed } from "./deflate.ts"

const END_SIGNATURE = 0x06054b50
const CENTRAL_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_LENGTH = 22
const CENTRAL_LENGTH = 46
const LOCAL_LENGTH = 30
/** 2.0, the first that unpacks DEFLATE: 4.4.3. */
const VERSION_NEEDED = 20
/** Bit 11: names are UTF-8. */
const UTF8_NAMES = 1 << 11
const STORED = 0
export const DEFLATED = 8
/** 1980-01-01 00:00:00, the first time that MS-DOS can tell: the time in the lower half, the date in the upper. */
const DOS_EPOCH = 0x00210000

/** A file as it stands in an archive. */
export interface ZipFile extends Packed {
  readonly name: string
  readonly method: typeof STORED | typeof DEFLATED
}

/** Files of a small archive of our own making, in the order of its directory. */
export function readZip(archive: Uint8Array): ZipFile[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - END_LENGTH
  assert(end >= 0 && view.getUint32(end, true) === END_SIGNATURE, "a workbook is no ZIP archive")
  const files: ZipFile[] = []
  let central = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    assert(view.getUint32(central, true) === CENTRAL_SIGNATURE, "a workbook has a broken directory")
    const nameEnd = central + CENTRAL_LENGTH + view.getUint16(central + 28, true)
    const local = view.getUint32(central + 42, true)
    assert(view.getUint32(local, true) === LOCAL_SIGNATURE, "a workbook has a broken file header")
    const start = local + LOCAL_LENGTH + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    files.push({
      name: new TextDecoder().decode(archive.subarray(central + CENTRAL_LENGTH, nameEnd)),
      method: view.getUint16(central + 10, true) === STORED ? STORED : DEFLATED,
      crc: view.getUint32(central + 16, true),
      size: view.getUint32(central + 24, true),
      bytes: archive.subarray(start, start + view.getUint32(central + 20, true)),
    })
    central = nameEnd + view.getUint16(central + 30, true) + view.getUint16(central + 32, true)
  }
  return files
}

/** The archive, in pieces: each file behind its header, then the directory. */
export function* writeZip(files: Iterable<ZipFile>): Generator<Uint8Array> {
  const directory: Uint8Array[] = []
  let at = 0
  for (const file of files) {
    const name = new TextEncoder().encode(file.name)
    const local = headerOf(LOCAL_LENGTH, name, file)
    local.setUint32(0, LOCAL_SIGNATURE, true)
    const central = headerOf(CENTRAL_LENGTH, name, file)
    central.setUint32(0, CENTRAL_SIGNATURE, true)
    central.setUint16(4, VERSION_NEEDED, true)
    central.setUint32(42, at, true)
    directory.push(bytesOf(central))
    yield bytesOf(local)
    yield file.bytes
    at += local.byteLength + file.bytes.length
  }
  const length = directory.reduce((sum, bytes) => sum + bytes.length, 0)
  yield* directory
  const end = new DataView(new ArrayBuffer(END_LENGTH))
  end.setUint32(0, END_SIGNATURE, true)
  end.setUint16(8, directory.length, true)
  end.setUint16(10, directory.length, true)
  end.setUint32(12, length, true)
  end.setUint32(16, at, true)
  yield bytesOf(end)
}

/** What both headers of a file say, which end with the same fields and the name; the rest is zero. */
function headerOf(length: number, name: Uint8Array, { method, crc, size, bytes }: ZipFile): DataView {
  const header = new DataView(new ArrayBuffer(length + name.length))
  const fields = length === LOCAL_LENGTH ? 4 : 6
  header.setUint16(fields, VERSION_NEEDED, true)
  header.setUint16(fields + 2, UTF8_NAMES, true)
  header.setUint16(fields + 4, method, true)
  header.setUint32(fields + 6, DOS_EPOCH, true)
  header.setUint32(fields + 10, crc, true)
  header.setUint32(fields + 14, bytes.length, true)
  header.setUint32(fields + 18, size, true)
  header.setUint16(fields + 22, name.length, true)
  bytesOf(header).set(name, length)
  return header
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer)
}
