import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { QueryRunner } from '../queries/run-queries.ts'
import type { QueryStore } from '../stores/query-store.ts'
import { existingQuery, onQuery, QueryExecutionId } from './get-query-execution.ts'

/** One that is over stays as it is. https://docs.aws.amazon.com/athena/latest/APIReference/API_StopQueryExecution.html */
export const stopQueryExecution = (services: {
  context: CloudContext
  queries: QueryStore
  runner: QueryRunner
}): Operation =>
  parsedOperation({
    input: z.object({ QueryExecutionId }),
    access: onQuery(services, 'StopQueryExecution'),
    run({ QueryExecutionId: id }) {
      services.runner.stop(existingQuery(services.queries, id))
      return {}
    },
  })
