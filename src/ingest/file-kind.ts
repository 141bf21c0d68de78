// What a file is that cannot be read as a table of text: by the first bytes that its format prescribes.

interface Kind {
  /** The bytes as Latin-1 text. */
  readonly magic: string
  readonly detail: string
}

const UNPACK = "unpack it and give the CSV or JSON file inside"

const KINDS: readonly Kind[] = [
  {
    magic: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    detail: "looks like an old Excel workbook (.xls); open it and save it as CSV UTF-8",
  },
  { magic: "%PDF-", detail: "looks like a PDF; ask for the statement as CSV, or convert its table to CSV" },
  { magic: "SQLite format 3\0", detail: "looks like an SQLite database; export the payments table as CSV" },
  { magic: "PAR1", detail: "looks like a Parquet file; convert it to CSV or JSON Lines" },
  { magic: "ARROW1", detail: "looks like an Arrow file; convert it to CSV or JSON Lines" },
  { magic: "Obj\x01", detail: "looks like an Avro file; convert it to CSV or JSON Lines" },
  { magic: "7z\xbc\xaf\x27\x1c", detail: `looks like a 7-Zip archive; ${UNPACK}` },
  { magic: "Rar!\x1a\x07", detail: `looks like a RAR archive; ${UNPACK}` },
  { magic: "\xfd7zXZ\0", detail: "looks like xz compression; decompress it or use gzip" },
  { magic: "\x28\xb5\x2f\xfd", detail: "looks like zstd compression; decompress it or use gzip" },
  { magic: "\x89PNG\r\n\x1a\n", detail: "looks like a PNG picture; a table of text is needed" },
  { magic: "\xff\xd8\xff", detail: "looks like a JPEG picture; a table of text is needed" },
]

/** Why the bytes cannot be a table of text, or null when nothing in them says so. */
export function binaryKind(head: Uint8Array): string | null {
  // 4 KiB show the first names in a zip.
  const text = String.fromCharCode(...head.subarray(0, 4096))
  if (text.startsWith("PK\x03\x04")) return zipKind(text)
  if (/^BZh[1-9]1AY&SY/.test(text)) return "looks like bzip2 compression; decompress it or use gzip"
  return KINDS.find(({ magic }) => text.startsWith(magic))?.detail ?? null
}

function zipKind(text: string): string {
  if (/\[Content_Types\]\.xml|xl\/|docProps\//.test(text)) {
    return "looks like an Excel workbook (.xlsx); open it and save it as CSV UTF-8"
  }
  if (text.includes("opendocument.spreadsheet")) {
    return "looks like an OpenDocument spreadsheet (.ods); open it and save it as CSV UTF-8"
  }
  return `looks like a zip archive; ${UNPACK}`
}
