// A ZIP archive without the time it was made at, so that the same content gives the same bytes. PKWARE APPNOTE 6.3.10:
// end of central directory 4.3.16, central directory header 4.3.12, local file header 4.3.7.
import { assert } from "../model/errors.ts"

const END_SIGNATURE = 0x06054b50
const CENTRAL_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_LENGTH = 22
/** 1980-01-01 00:00:00, the first time that MS-DOS can tell: the time in the lower half, the date in the upper. */
const DOS_EPOCH = 0x00210000

/** Sets the time of every file of the archive, in place, and gives the archive back. It has no comment and no ZIP64. */
export function fixZipTimes(archive: Uint8Array): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - END_LENGTH
  assert(end >= 0 && view.getUint32(end, true) === END_SIGNATURE, "a workbook is no ZIP archive")
  const count = view.getUint16(end + 10, true)
  let central = view.getUint32(end + 16, true)
  for (let file = 0; file < count; file++) {
    assert(view.getUint32(central, true) === CENTRAL_SIGNATURE, "a workbook has a broken directory")
    const local = view.getUint32(central + 42, true)
    assert(view.getUint32(local, true) === LOCAL_SIGNATURE, "a workbook has a broken file header")
    view.setUint32(central + 12, DOS_EPOCH, true)
    view.setUint32(local + 10, DOS_EPOCH, true)
    const lengths = [28, 30, 32].map((field) => view.getUint16(central + field, true))
    central += 46 + lengths.reduce((sum, length) => sum + length, 0)
  }
  return archive
}
