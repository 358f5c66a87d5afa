import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidRequest } from '../errors.ts'
import { describeExecution, type QueryExecution } from '../query-execution.ts'
import type { QueryStore } from '../stores/query-store.ts'
import { PRIMARY, workGroupArn } from '../work-group.ts'

export const QueryExecutionId = z.string().min(1).max(128)

/** A query's rights are those of its workgroup. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html */
export const onQuery =
  ({ context, queries }: { context: CloudContext; queries: QueryStore }, action: string) =>
  ({ QueryExecutionId: id }: { QueryExecutionId?: unknown }) => [
    {
      action: `athena:${action}`,
      resource: workGroupArn(context, queries.find(String(id))?.workGroup ?? PRIMARY),
    },
  ]

export function existingQuery(queries: QueryStore, id: string): QueryExecution {
  const query = queries.find(id)
  if (!query) throw invalidRequest(`QueryExecution ${id} was not found`)
  return query
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryExecution.html */
export const getQueryExecution = (services: { context: CloudContext; queries: QueryStore }): Operation =>
  parsedOperation({
    input: z.object({ QueryExecutionId }),
    access: onQuery(services, 'GetQueryExecution'),
    run: ({ QueryExecutionId: id }) => ({
      QueryExecution: describeExecution(existingQuery(services.queries, id), services.context.clock.now()),
    }),
  })
