import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { CallerObjects } from '../../core/faces.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidRequest } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import type { QueryRunner } from '../queries/run-queries.ts'
import type { QueryExecution } from '../query-execution.ts'
import type { QueryStore } from '../stores/query-store.ts'
import type { WorkGroupStore } from '../stores/work-group-store.ts'
import { PRIMARY, type WorkGroup, workGroupArn } from '../work-group.ts'

const Input = z.object({
  QueryString: z.string().min(1),
  ClientRequestToken: z.string().min(32).max(128).optional(),
  ExecutionParameters: z.array(z.string().min(1).max(1024)).min(1).optional(),
  QueryExecutionContext: z
    .object({ Catalog: z.string().optional(), Database: z.string().min(1).max(255).optional() })
    .optional(),
  ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
  WorkGroup: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,128}$/)
    .default(PRIMARY),
})
type Input = z.output<typeof Input>

interface Needs {
  context: CloudContext
  groups: WorkGroupStore
  queries: QueryStore
  objects: CallerObjects
  runner: QueryRunner
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export const startQueryExecution = ({ context, groups, queries, objects, runner }: Needs): Operation =>
  parsedOperation({
    input: Input,
    access: ({ WorkGroup = PRIMARY }: { WorkGroup?: unknown }) => [
      { action: 'athena:StartQueryExecution', resource: workGroupArn(context, String(WorkGroup)) },
    ],
    async run(input, { principal }) {
      const group = groups.find(input.WorkGroup)
      if (!group) throw invalidRequest(`WorkGroup ${input.WorkGroup} is not found.`)
      if (!group.isEnabled) throw invalidRequest(`WorkGroup ${input.WorkGroup} is disabled.`)
      checkQuery(input)
      const asked = { ...queryOf(input, group), output: outputOf(input, group) }
      const known = asked.token === null ? undefined : queries.byToken(asked.token)
      if (known) return { QueryExecutionId: sameQuery(known, asked) }
      const [, bucket = ''] = /^s3:\/\/([^/]+)/.exec(asked.output) ?? []
      await objects.locate(principal, bucket).catch((error: Error) => {
        throw invalidRequest(`Unable to verify/create output bucket ${bucket}. ${error.message}`)
      })
      // Another request with the token may have come while the bucket was looked up.
      const meanwhile = asked.token === null ? undefined : queries.byToken(asked.token)
      if (meanwhile) return { QueryExecutionId: sameQuery(meanwhile, asked) }
      const id = context.ids.uuid()
      const query: QueryExecution = {
        ...asked,
        id,
        output: `${asked.output.replace(/\/?$/, '/')}${id}.csv`,
        state: 'QUEUED',
        reason: null,
        error: null,
        submittedAt: context.clock.now(),
        startedAt: null,
        endedAt: null,
        scannedBytes: 0,
      }
      queries.put(query)
      runner.run(query, principal)
      return { QueryExecutionId: id }
    },
  })

function checkQuery({ QueryString, QueryExecutionContext: { Catalog } = {} }: Input): void {
  if (Buffer.byteLength(QueryString) > LIMITS.queryBytes)
    throw invalidRequest(`Query string length exceeds the maximum of ${LIMITS.queryBytes} bytes.`)
  if (Catalog !== undefined && Catalog.toLowerCase() !== 'awsdatacatalog')
    throw invalidRequest(`Catalog ${Catalog} is not found: there is AwsDataCatalog alone.`)
}

const queryOf = (input: Input, group: WorkGroup) => ({
  sql: input.QueryString,
  parameters: input.ExecutionParameters ?? [],
  workGroup: group.name,
  database: input.QueryExecutionContext?.Database?.toLowerCase() ?? null,
  cutoffBytes: group.cutoffBytes,
  engine: group.engine,
  token: input.ClientRequestToken ?? null,
})

/** "If the workgroup settings override client-side settings, then the query uses the location for the query results that are specified for the workgroup". */
function outputOf({ ResultConfiguration }: Input, { isEnforced, outputLocation }: WorkGroup): string {
  const asked = ResultConfiguration?.OutputLocation
  const location = isEnforced && outputLocation !== null ? outputLocation : (asked ?? outputLocation)
  if (location === null)
    throw invalidRequest(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    )
  if (!/^s3:\/\/[a-z0-9][a-z0-9.-]*(\/.*)?$/.test(location))
    throw invalidRequest(`outputLocation is not a valid S3 path: ${location}`)
  return location
}

/** "If another StartQueryExecution request is received, the same response is returned and another query is not created. An error is returned if a parameter, for example, QueryString, has changed." */
function sameQuery(known: QueryExecution, asked: ReturnType<typeof queryOf> & { output: string }): string {
  const { sql, parameters, workGroup, database } = known
  const same = isDeepStrictEqual(
    [sql, parameters, workGroup, database],
    [asked.sql, asked.parameters, asked.workGroup, asked.database],
  )
  if (!same || !known.output.startsWith(asked.output)) throw invalidRequest('Idempotent parameters do not match')
  return known.id
}
