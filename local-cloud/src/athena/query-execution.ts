import { ENGINE } from './work-group.ts'

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

/** A query as it is stored; times are milliseconds since the epoch. */
export interface QueryExecution {
  id: string
  sql: string
  parameters: string[]
  workGroup: string
  database: string | null
  /** `s3://…/<id>.csv` */
  output: string
  cutoffBytes: number | null
  state: QueryState
  reason: string | null
  error: { category: number; type: number; isRetryable: boolean } | null
  submittedAt: number
  startedAt: number | null
  endedAt: number | null
  scannedBytes: number
  engine: string
  /** With what it was asked for, so that it is not run twice. */
  token: string | null
}

export const isOver = ({ state }: QueryExecution): boolean => state !== 'QUEUED' && state !== 'RUNNING'

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
export function describeExecution(query: QueryExecution, now: number) {
  const { submittedAt, startedAt, endedAt, reason, error, parameters } = query
  const seconds = (time: number) => time / 1000
  const end = endedAt ?? now
  const begun = startedAt ?? end
  return {
    QueryExecutionId: query.id,
    Query: query.sql,
    StatementType: 'DML',
    SubstatementType: 'SELECT',
    ResultConfiguration: { OutputLocation: query.output },
    QueryExecutionContext: { ...(query.database !== null && { Database: query.database }), Catalog: 'awsdatacatalog' },
    Status: {
      State: query.state,
      ...(reason !== null && { StateChangeReason: reason }),
      SubmissionDateTime: seconds(submittedAt),
      ...(endedAt !== null && { CompletionDateTime: seconds(endedAt) }),
      ...(error && {
        AthenaError: {
          ErrorCategory: error.category,
          ErrorType: error.type,
          Retryable: error.isRetryable,
          ErrorMessage: reason,
        },
      }),
    },
    Statistics: {
      DataScannedInBytes: query.scannedBytes,
      EngineExecutionTimeInMillis: end - begun,
      QueryQueueTimeInMillis: begun - submittedAt,
      TotalExecutionTimeInMillis: end - submittedAt,
    },
    WorkGroup: query.workGroup,
    EngineVersion: { SelectedEngineVersion: query.engine, EffectiveEngineVersion: ENGINE },
    ...(parameters.length > 0 && { ExecutionParameters: parameters }),
  }
}
