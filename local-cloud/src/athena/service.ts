import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, CallerObjects, Catalog, Iam } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { invalidInput } from '../core/run-operation.ts'
import { getQueryExecution } from './operations/get-query-execution.ts'
import { startQueryExecution } from './operations/start-query-execution.ts'
import { stopQueryExecution } from './operations/stop-query-execution.ts'
import { queryRunner } from './queries/run-queries.ts'
import { workGroupType } from './resources/work-group.ts'
import { queryStore } from './stores/query-store.ts'
import { workGroupStore } from './stores/work-group-store.ts'

interface Needs {
  context: CloudContext
  iam: Pick<Iam, 'authorize'>
  catalog: Catalog
  objects: CallerObjects
  meter?: BillMeter
}

/** Athena: queries of files in S3 by the tables of Glue, run by DuckDB, which is loaded with the first of them. */
export function athenaService({ context, iam, catalog, objects, meter = NO_METER }: Needs) {
  const queries = queryStore(context)
  const groups = workGroupStore(context.database)
  const runner = queryRunner({ context, iam, catalog, objects, queries, meter })
  return {
    name: 'athena',
    api: {
      name: 'athena',
      protocol: 'json-1.1',
      targetPrefix: 'AmazonAthena',
      errorShape: () => ({ messageMember: 'Message' }),
      invalidInput: (issue) => invalidInput(issue, 'InvalidRequestException'),
      operations: {
        GetQueryExecution: getQueryExecution({ context, queries }),
        StartQueryExecution: startQueryExecution({ context, groups, queries, objects, runner }),
        StopQueryExecution: stopQueryExecution({ context, queries, runner }),
      },
    },
    resourceTypes: [workGroupType({ context, groups })],
    start: runner.start,
    close: runner.close,
  } satisfies CloudService
}
