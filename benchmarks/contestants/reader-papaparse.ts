// Papa Parse gives arrays of cells: `npm install --no-save papaparse`.
import { createReadStream } from "node:fs"
import { createRequire } from "node:module"
import { competeInReading, Sums } from "./part-task.ts"

/** As much of the package as is used here. */
interface PapaParse {
  parse(
    input: NodeJS.ReadableStream,
    config: {
      readonly step: (row: { readonly data: string[] }) => void
      readonly complete: () => void
      readonly error: (error: Error) => void
    },
  ): void
}

const { parse }: PapaParse = createRequire(import.meta.url)("papaparse")

await competeInReading(async (path) => {
  const sums = new Sums()
  let isHeader = true
  await new Promise<void>((complete, error) =>
    parse(createReadStream(path, { encoding: "utf8" }), {
      step: ({ data }) => {
        // A line of nothing behind the last line end is given as a row of one cell.
        if (!isHeader && data.length > 1) sums.add(data)
        isHeader = false
      },
      complete,
      error,
    }),
  )
  return sums
})
