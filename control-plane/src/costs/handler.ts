import { S3Client } from '@aws-sdk/client-s3'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { costObjects } from '../cost-records/cost-objects.ts'
import { costState } from '../cost-records/cost-state.ts'
import { runRecords } from '../cost-records/run-records.ts'
import { tenantCosts } from '../cost-records/tenant-costs.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { Env } from './env.ts'
import { listCostChanges } from './list-cost-changes.ts'
import { listCostLines } from './list-cost-lines.ts'
import { listCostRuns } from './list-cost-runs.ts'
import { listCosts } from './list-costs.ts'
import { listMargins } from './list-margins.ts'
import { listUnallocatedCosts } from './list-unallocated-costs.ts'
import { tenantsWith } from './tenants-with.ts'

const env = readEnv(Env, process.env)
const costs = table(dynamo(), env.COSTS_TABLE)
const services = {
  state: costState(costs),
  objects: costObjects(new S3Client({}), env.COSTS_BUCKET),
  tenantCosts: tenantCosts(costs),
  records: runRecords(costs),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
  tiers: tierCatalogue(table(dynamo(), env.TIERS_TABLE)),
  tenantsWith: tenantsWith(table(dynamo(), env.TENANTS_TABLE)),
  accountId: env.ACCOUNT_ID,
  spread: env.SPREAD,
  system,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'costs',
  operations: {
    listCosts: listCosts(services),
    listUnallocatedCosts: listUnallocatedCosts(services),
    listCostLines: listCostLines(services),
    listMargins: listMargins(services),
    listCostChanges: listCostChanges(services),
    listCostRuns: listCostRuns(services),
  },
  answers: null,
  logger: createLogger('costs'),
})
