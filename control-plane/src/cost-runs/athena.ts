import { createHash } from 'node:crypto'
import { type AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena'
import type { S3Client } from '@aws-sdk/client-s3'
import { TransientError } from '@tenantry/toolkit/transient.ts'
import { type Row, rowsOf } from '../cost-records/inputs.ts'
import { readObject } from '../usage-records/hour-objects.ts'
import { DATABASE } from './queries.ts'

export interface Queries {
  /** Starts a query, or finds it by the same reason when it was started before. Answers its id. */
  start(text: string, reason: readonly string[]): Promise<string>
  /** Null while it runs; throws when it failed. */
  rows(id: string): Promise<Row[] | null>
}

/** Queries on the costs' workgroup, which says where answers are written. */
export function athenaQueries(
  athena: Pick<AthenaClient, 'send'>,
  s3: Pick<S3Client, 'send'>,
  workGroup: string,
): Queries {
  return {
    async start(text, reason) {
      const { QueryExecutionId } = await athena.send(
        new StartQueryExecutionCommand({
          QueryString: text,
          QueryExecutionContext: { Database: DATABASE },
          WorkGroup: workGroup,
          ClientRequestToken: createHash('sha256').update(reason.join(' ')).digest('hex'),
        }),
      )
      if (QueryExecutionId === undefined) throw new Error('Athena has started a query without an id')
      return QueryExecutionId
    },
    async rows(id) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
      const { State, StateChangeReason = '', AthenaError } = QueryExecution?.Status ?? {}
      if (State === 'QUEUED' || State === 'RUNNING') return null
      if (State !== 'SUCCEEDED') {
        const error = new Error(`Query ${id} has ended as ${State}: ${StateChangeReason}`)
        throw AthenaError?.Retryable ? new TransientError(error) : error
      }
      const [, bucket, key] =
        /^s3:\/\/([^/]+)\/(.+)$/.exec(QueryExecution?.ResultConfiguration?.OutputLocation ?? '') ?? []
      const bytes = bucket && key ? await readObject(s3, { Bucket: bucket, Key: key }) : null
      if (!bytes) throw new Error(`Query ${id} has no answer in S3`)
      return rowsOf(new TextDecoder().decode(bytes))
    },
  }
}
