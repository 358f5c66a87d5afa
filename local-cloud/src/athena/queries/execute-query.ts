import { mkdirSync, rmSync } from 'node:fs'
import type { Principal } from '../../core/principal.ts'
import { openEngine } from '../engine/open-engine.ts'
import { denied, userFailure } from '../errors.ts'
import type { QueryExecution } from '../query-execution.ts'
import { writeMetadata } from '../results/metadata.ts'
import { resultRows } from '../results/result-rows.ts'
import { parseQuery } from '../sql/parse-query.ts'
import { findTable } from './find-table.ts'
import { makeView } from './make-view.ts'
import type { QueryRun, QueryServices } from './query-run.ts'

/** Runs one query and writes its result. Throws QueryFailure for what is the query's own fault. */
export async function executeQuery(needs: QueryServices, query: QueryExecution, run: QueryRun): Promise<void> {
  const { folder, signal, principal } = run
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const engine = await openEngine(folder)
  const interrupt = () => engine.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    signal.throwIfAborted()
    const parsed = await parseQuery(engine, query.sql, query.parameters)
    for (const named of parsed.tables) {
      const table = findTable(needs, principal, named, query.database)
      await makeView(needs, engine, { table, places: named.places, run })
      signal.throwIfAborted()
    }
    await engine.shut(query.database)
    const { csv, columns } = await resultRows(engine, parsed.sql, signal)
    signal.throwIfAborted()
    await putResult(needs, query, principal, csv, writeMetadata(columns))
  } finally {
    signal.removeEventListener('abort', interrupt)
    engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html */
async function putResult(
  { objects }: Pick<QueryServices, 'objects'>,
  { output }: QueryExecution,
  principal: Principal,
  csv: Buffer,
  metadata: Buffer,
): Promise<void> {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(output) ?? []
  try {
    await objects.put(principal, { bucket, key, body: csv, contentType: 'application/octet-stream' })
    const about = { bucket, key: `${key}.metadata`, body: metadata, contentType: 'application/octet-stream' }
    await objects.put(principal, about)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (error instanceof Error && error.name === 'AccessDenied')
      throw denied(
        `Access denied when writing output to url: ${output} . Please ensure you are allowed to access the S3 bucket. ${why}`,
      )
    throw userFailure(`The result could not be written to ${output}: ${why}`)
  }
}
