import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { SFNClient } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { headrooms } from '../quotas/check-room.ts'
import { againWhenStale } from '../tenants/again-when-stale.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { sender } from '../tenants/senders.ts'
import { servedCounts, tenantCounts } from '../tenants/tenant-counts.ts'
import { tenantNames } from '../tenants/tenant-names.ts'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { tenantRequests } from '../tenants/tenant-requests.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { keyUsage } from '../usage-plans/key-usage.ts'
import { planGateway } from '../usage-plans/plan-gateway.ts'
import { planRegistry } from '../usage-plans/plan-registry.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { actOnWorkflow } from './act-on-workflow.ts'
import { appointAdmin } from './appoint-admin.ts'
import { approveTenant } from './approve-tenant.ts'
import { changeTier } from './change-tier.ts'
import { declineRequest } from './decline-request.ts'
import { deleteTenant } from './delete-tenant.ts'
import { Env } from './env.ts'
import { exportTenant } from './export-tenant.ts'
import { getOverview } from './get-overview.ts'
import { getRequest } from './get-request.ts'
import { getTenant } from './get-tenant.ts'
import { getWorkflow } from './get-workflow.ts'
import { growShards } from './grow-shards.ts'
import { listAllWorkflows } from './list-all-workflows.ts'
import { listPeople } from './list-people.ts'
import { listRequests } from './list-requests.ts'
import { listTenants } from './list-tenants.ts'
import { listWorkflows } from './list-workflows.ts'
import { reactivateTenant } from './reactivate-tenant.ts'
import { rejectTenant } from './reject-tenant.ts'
import { renameTenant } from './rename-tenant.ts'
import { resendInvitation } from './resend-invitation.ts'
import { restoreTenant } from './restore-tenant.ts'
import { retryTenant } from './retry-tenant.ts'
import { endLimits, setLimits } from './set-limits.ts'
import { suspendTenant } from './suspend-tenant.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-management')
const items = table(dynamo(), env.TENANTS_TABLE)
const send = sender({
  events: eventBridge(),
  bus: env.EVENT_BUS_NAME,
  states: new SFNClient({}),
  machines: env.WORKFLOW_MACHINES,
  slots: slots(items, mostRuns(env.ONBOARDING_SLOTS)),
})
const tiers = table(dynamo(), env.TIERS_TABLE)
const gateway = new APIGatewayClient({})
const services = {
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  workflows: workflowStore(items),
  names: tenantNames(items),
  requests: tenantRequests(dynamo(), { tenants: env.TENANTS_TABLE, audit: env.AUDIT_TABLE }),
  people: tenantPeople(items),
  counts: tenantCounts(items),
  rooms: headrooms({
    footprint: env.FOOTPRINT,
    settings: env.QUOTAS,
    served: servedCounts(items),
    plans: async () => (await planRegistry(table(dynamo(), env.TIERS_TABLE)).all()).length,
    system,
  }),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
  send: sendNow(table(dynamo(), env.OUTBOX_TABLE), send, logger),
  graceDays: env.GRACE_DAYS,
  tiers: tierCatalogue(tiers),
  registry: planRegistry(tiers),
  gateway: planGateway(gateway),
  usage: keyUsage(gateway),
  system,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'tenant-management',
  operations: againWhenStale({
    listTenants: listTenants(services),
    getTenant: getTenant(services),
    listPeople: listPeople(services),
    suspendTenant: suspendTenant(services),
    reactivateTenant: reactivateTenant(services),
    resendInvitation: resendInvitation(services),
    appointAdmin: appointAdmin(services),
    renameTenant: renameTenant(services),
    growShards: growShards(services),
    retryTenant: retryTenant(services),
    approveTenant: approveTenant(services),
    rejectTenant: rejectTenant(services),
    deleteTenant: deleteTenant(services),
    exportTenant: exportTenant(services),
    restoreTenant: restoreTenant(services),
    listRequests: listRequests(services),
    getRequest: getRequest(services),
    declineRequest: declineRequest(services),
    listAllWorkflows: listAllWorkflows(services),
    changeTier: changeTier(services),
    setLimits: setLimits(services),
    endLimits: endLimits(services),
    listWorkflows: listWorkflows(services),
    getWorkflow: getWorkflow(services),
    retryWorkflow: actOnWorkflow(services, 'retry'),
    undoWorkflow: actOnWorkflow(services, 'undo'),
    confirmWorkflow: actOnWorkflow(services, 'confirm'),
    getOverview: getOverview(services),
  }),
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'tenant-management'),
  logger,
})
