import { AthenaClient } from '@aws-sdk/client-athena'
import { S3Client } from '@aws-sdk/client-s3'
import { COST_RUN_FAILURES } from '@tenantry/contracts/metrics.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { countMetric, writeCostMetrics } from '@tenantry/toolkit/metrics.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { costObjects } from '../cost-records/cost-objects.ts'
import { costState } from '../cost-records/cost-state.ts'
import { runRecords } from '../cost-records/run-records.ts'
import { tenantCosts } from '../cost-records/tenant-costs.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { advance, Progress, skipUnit } from './advance.ts'
import { athenaQueries } from './athena.ts'
import { Env } from './env.ts'
import { measureWith } from './measure.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('cost-runs')
const costs = table(dynamo(), env.COSTS_TABLE)
const s3 = new S3Client({})
const services = {
  costs,
  usage: table(dynamo(), env.USAGE_TABLE),
  tenants: tenantReader(table(dynamo(), env.TENANTS_TABLE)),
  state: costState(costs),
  objects: costObjects(s3, env.COSTS_BUCKET),
  records: runRecords(costs),
  tenantCosts: tenantCosts(costs),
  queries: athenaQueries(new AthenaClient({}), s3, env.WORK_GROUP),
  measure: measureWith({ write: writeCostMetrics, count: countMetric }),
  countFailure: () => countMetric(COST_RUN_FAILURES, 1),
  system,
  logger,
}

/** What the state machine asks: to go on, or, when a step has failed for good, to go on without the unit. */
const Step = z.object({
  execution: z.string(),
  progress: Progress,
  error: z.optional(z.object({ Error: z.optional(z.string()), Cause: z.optional(z.string()) })),
})

export const handler = invocationHandler({
  kind: 'step',
  logger,
  describe(event: unknown) {
    const { progress } = z.safeParse(Step, event).data ?? {}
    return { operation: progress?.phase ?? 'unknown' }
  },
  run(event) {
    const { execution, progress, error } = z.parse(Step, event)
    if (!error) return advance(services, execution, progress)
    return skipUnit(services, progress, new Error(`${error.Error ?? 'Error'}: ${error.Cause ?? ''}`.slice(0, 500)))
  },
})
