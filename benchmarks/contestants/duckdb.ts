// DuckDB in memory. It is no dependency: `npm install --no-save @duckdb/node-api`.
import { createRequire } from "node:module"

interface Connection {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): Record<string, unknown>[] }>
}

/** As much of the package as is used here. */
interface DuckDB {
  readonly DuckDBInstance: {
    create(path: string, config: Record<string, string>): Promise<{ connect(): Promise<Connection> }>
  }
}

export async function openDuckDb({ threads }: { readonly threads: number }): Promise<{
  readonly run: (sql: string) => Promise<unknown>
  readonly rowsOf: (sql: string) => Promise<Record<string, unknown>[]>
}> {
  const { DuckDBInstance }: DuckDB = createRequire(import.meta.url)("@duckdb/node-api")
  const db = await DuckDBInstance.create(":memory:", { threads: String(threads) })
  const connection = await db.connect()
  return {
    run: (sql) => connection.run(sql),
    rowsOf: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
  }
}
