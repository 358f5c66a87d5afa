import type { DuckDBConnection } from '@duckdb/node-api'

/** Does something with a database in memory. DuckDB is 70 MB, so it is loaded only here. */
export async function withDuckDb<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const settings = { memory_limit: '1GB', autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' }
  const instance = await DuckDBInstance.create(':memory:', settings)
  try {
    const connection = await instance.connect()
    try {
      await connection.run("SET TimeZone = 'UTC'")
      // As Athena calls it: https://trino.io/docs/current/functions/json.html
      await connection.run('CREATE MACRO json_extract_scalar(value, path) AS json_extract_string(value, path)')
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}
