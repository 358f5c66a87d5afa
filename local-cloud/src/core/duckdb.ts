import type { DuckDBConnection } from '@duckdb/node-api'

export interface DuckDb {
  connection: DuckDBConnection
  close(): void
}

/** A DuckDB in memory that no extension can be loaded into. It is 70 MB, so it is loaded only here. */
export async function openDuckDb(settings: Record<string, string> = {}): Promise<DuckDb> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...settings,
  })
  const connection = await instance.connect().catch((error: unknown) => {
    instance.closeSync()
    throw error
  })
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`
