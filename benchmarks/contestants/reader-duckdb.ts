// DuckDB reads the file into a table, with as many threads as the second argument says: `npm install --no-save @duckdb/node-api`.
import { openDuckDb } from "./duckdb.ts"
import { LOAD, TOTALS } from "./duckdb-questions.ts"
import { competeInReading } from "./part-task.ts"

const threads = Number(process.argv[3] ?? 1)
const { run, rowsOf } = await openDuckDb({ threads })
await competeInReading(async (path) => {
  await run(LOAD(path))
  const [count] = await rowsOf("select count(*)::integer as n from payment")
  const totals = await rowsOf(TOTALS)
  return {
    rows: Number(count?.n),
    totals: Object.fromEntries(
      totals.map(({ currency, hundredths }) => [String(currency), Number(hundredths)]),
    ),
  }
})
