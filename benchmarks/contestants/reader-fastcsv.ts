// fast-csv gives arrays of cells.
import { createReadStream } from "node:fs"
import { parseStream } from "fast-csv"
import { competeInReading, Sums } from "./part-task.ts"

await competeInReading(async (path) => {
  const sums = new Sums()
  let isHeader = true
  for await (const row of parseStream<string[], string[]>(createReadStream(path), { headers: false })) {
    if (!isHeader) sums.add(row)
    isHeader = false
  }
  return sums
})
