import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { checkRoom } from '../quotas/check-room.ts'
import { deletedResources } from '../silos/deleted-resources.ts'
import { siloStacks } from '../silos/silo-stacks.ts'
import { stackFailure } from '../silos/stack-failure.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { eventSender } from '../tenants/senders.ts'
import { servedCounts } from '../tenants/tenant-counts.ts'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { unusedTenants } from '../tenants/unused-tenants.ts'
import { ensurePlan } from '../usage-plans/ensure-plan.ts'
import { keyUsage } from '../usage-plans/key-usage.ts'
import { planServices } from '../usage-plans/plan-services.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { apiKeys } from './api-keys.ts'
import { tenantData } from './data/tenant-data.ts'
import { describeStep } from './describe-step.ts'
import { Env } from './env.ts'
import { dataPlaces } from './move/data-place.ts'
import { runStep } from './run-step.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('workflows')
const items = table(dynamo(), env.TENANTS_TABLE)

/** A little longer than the function of tenants' data runs. */
const LONGEST_CALL_MS = 14 * 60_000

// A call works for up to twelve minutes, and is not made again beside itself.
const data = tenantData(new LambdaClient({ maxAttempts: 1, requestHandler: { requestTimeout: LONGEST_CALL_MS } }))
const gateway = new APIGatewayClient({})
const cloudFormation = new CloudFormationClient({})
const plans = planServices(gateway, { tiers: table(dynamo(), env.TIERS_TABLE), poolStage: env.POOL_STAGE, system })

const run = runStep({
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  workflows: workflowStore(items),
  keys: apiKeys(gateway),
  quotas: {
    tiers: plans.tiers,
    registry: plans.registry,
    check: checkRoom({
      footprint: env.FOOTPRINT,
      settings: env.QUOTAS,
      served: servedCounts(items),
      plans: async () => (await plans.registry.all()).length,
      system,
    }),
  },
  places: dataPlaces(data),
  plans: { ...plans.gateway, ensure: ensurePlan(plans) },
  usage: keyUsage(gateway),
  tiers: plans.tiers,
  silos: {
    stacks: siloStacks(cloudFormation, { ...env.SILO_RELEASE, sharedPeople: env.SHARED_PEOPLE }),
    failure: stackFailure(cloudFormation),
    deleted: deletedResources(cloudFormation),
  },
  people: tenantPeople(items),
  unused: unusedTenants(items),
  data,
  publish: sendNow(table(dynamo(), env.OUTBOX_TABLE), eventSender(eventBridge(), env.EVENT_BUS_NAME), logger),
  system,
})

/** One step of a workflow, as its state machine asks for it. */
export const handler = invocationHandler({ kind: 'step', logger, describe: describeStep, run })
