import { join } from 'node:path'
import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api'
import { openDuckDb, sqlName, sqlText } from '../../core/duckdb.ts'
import { QueryFailure, userFailure } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { TRINO_MACROS } from './trino-macros.ts'

export type Engine = Awaited<ReturnType<typeof openEngine>>

const CATALOG = 'awsdatacatalog'

/**
 * DuckDB for one query. It holds so much memory and no more, writes into the query's folder alone, and once it is shut it reads nothing else
 * either: no file of the machine, nothing of the network. https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
 */
export async function openEngine(folder: string) {
  const { connection, close } = await openDuckDb({
    memory_limit: LIMITS.memory,
    threads: '2',
    temp_directory: join(folder, 'spilled'),
    max_temp_directory_size: LIMITS.spilled,
  })
  const schemas = new Set<string>()
  const guarded = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => Promise.reject(asFailure(error)))
  const run = async (sql: string): Promise<void> => void (await guarded(connection.run(sql)))
  const createSchema = async (name: string) => {
    if (schemas.has(name)) return
    schemas.add(name)
    await run(`CREATE SCHEMA IF NOT EXISTS ${CATALOG}.${sqlName(name)}`)
  }

  try {
    await run(`SET allowed_directories = [${sqlText(folder)}]`)
    await run('SET enable_external_access = false')
    await run("SET TimeZone = 'UTC'")
    await run(`ATTACH ':memory:' AS ${CATALOG}`)
    for (const macro of TRINO_MACROS) await run(`CREATE MACRO ${macro}`)
  } catch (error) {
    close()
    throw error
  }

  return {
    run,
    rows: async (sql: string): Promise<DuckDBValue[][]> => (await guarded(connection.runAndReadAll(sql))).getRows(),
    stream: (sql: string): Promise<DuckDBResult> => guarded(connection.stream(sql)),
    guarded,
    async createView(schema: string, name: string, sql: string): Promise<void> {
      await createSchema(schema)
      await run(`CREATE OR REPLACE VIEW ${CATALOG}.${sqlName(schema)}.${sqlName(name)} AS ${sql}`)
    },
    /** What runs from now on is the caller's: tables without a schema are those of `database`, and no setting changes. */
    async shut(database: string | null): Promise<void> {
      const schema = database ?? 'default'
      await createSchema(schema)
      await run(`SET search_path = ${sqlText(`${CATALOG}.${sqlName(schema)},memory.main`)}`)
      await run('SET lock_configuration = true')
    },
    interrupt: () => connection.interrupt(),
    close,
  }
}

/** DuckDB says what is wrong with a query in its own words; what it ran out of is the system's. */
function asFailure(error: unknown): Error {
  if (error instanceof QueryFailure || !(error instanceof Error))
    return error instanceof Error ? error : new Error(String(error))
  const [message = ''] = error.message.split('\n\n')
  if (/^Out of Memory Error/.test(message))
    return new QueryFailure('EXCEEDED_LOCAL_MEMORY_LIMIT: the query needs more memory than it may have.', 1, 100)
  if (/^INTERRUPT Error/.test(message)) return new QueryFailure('The query was interrupted.', 1, 401, true)
  return userFailure(`SYNTAX_ERROR or what the local cloud's engine says: ${message}`)
}
