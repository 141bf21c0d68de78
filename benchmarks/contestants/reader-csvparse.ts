// csv-parse gives arrays of cells: `npm install --no-save csv-parse`.
import { createReadStream } from "node:fs"
import { createRequire } from "node:module"
import type { Transform } from "node:stream"
import { competeInReading, Sums } from "./part-task.ts"

const { parse }: { parse(options: { readonly from_line: number }): Transform } = createRequire(
  import.meta.url,
)("csv-parse")

await competeInReading(async (path) => {
  const sums = new Sums()
  for await (const row of createReadStream(path).pipe(parse({ from_line: 2 }))) sums.add(row as string[])
  return sums
})
