import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import type { DetailType } from '@tenantry/contracts/events.ts'
import { outboxPartition, WAITING_INDEX, WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import { TIER_EVENT, type TierState, tierKey } from '@tenantry/contracts/plan.ts'
import { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'
import { MACHINE_KINDS, workflowId as newWorkflowId, stepsOf } from '@tenantry/contracts/workflows.ts'
import { START_WORKFLOW } from '@tenantry/control-plane/tenants/outbox-entries.ts'
import { Tenant as TenantRecord } from '@tenantry/control-plane/tenants/tenant.ts'
import { tenantKey } from '@tenantry/control-plane/tenants/tenant-items.ts'
import { stateOf } from '@tenantry/control-plane/tenants/tenant-state.ts'
import { auditRecord, bySystem } from '@tenantry/toolkit/audit.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import { tick } from '../../acceptance/tick.ts'
import type { IdsByEntity } from '../../attacks/product/rightful-body.ts'
import { rightfulData } from '../../attacks/product/rightful-event.ts'
import { EVENTS } from '../../attacks/product/services.ts'
import { tableOf } from '../account.ts'

/** Entries of the app plane's outbox that a crash left there; those of another type than their key's cannot be sent. */
export async function leftInAppPlane(endpoints: Endpoints, { config }: Tenant, ids: IdsByEntity): Promise<void> {
  const { tenantId } = config
  const unknown = { type: 'Unknown', detail: {} }
  const person = { tenantId, userId: 'gone', email: 'gone@people.example', role: 'TenantUser', state: 'invited' }
  const state = { ...person, createdAt: new Date().toISOString() }
  const events = EVENTS.map((event) => ({ type: event.type, detail: rightfulData(event, ids) }))
  const people = [
    { type: 'sbt_aws_tenantUserCreated', detail: { ...state, sequence: 1 } },
    { type: 'sbt_aws_tenantUserDeleted', detail: { ...state, sequence: 2 } },
    { type: AUDIT_EVENT, detail: auditRecord('users', bySystem('left'), { ...goneOf(tenantId), after: null }, system) },
  ]
  const workflowId = newWorkflowId(system.now(), system.random)
  const asked = { tenantId, workflowId, kind: 'export', userId: 'gone', at: new Date().toISOString() }
  for (const entry of [...events, ...people, { type: TENANT_REQUEST, detail: asked }]) {
    await leave(endpoints, 'app-plane', outboxPartition(tenantId, entry.type, 0), [entry, unknown])
  }
  await tick(endpoints, 'app-plane-OutboxSweeper')
}

const goneOf = (tenantId: string) => ({
  tenantId,
  action: 'person.removed',
  object: { kind: 'person' as const, id: 'gone' },
  before: null,
})

const EVENTS_OF_TENANTS: readonly DetailType[] = [
  'sbt_aws_onboardingRequest',
  'sbt_aws_onboardingSuccess',
  'sbt_aws_onboardingFailure',
  'sbt_aws_activateRequest',
  'sbt_aws_deactivateRequest',
  'sbt_aws_updateRequest',
  'sbt_aws_tenantUpdated',
  'sbt_aws_resendInvitationRequest',
  'sbt_aws_appointAdminRequest',
  'sbt_aws_tenantRenamed',
  'sbt_aws_offboardingScheduled',
  'sbt_aws_offboardingRequest',
  'sbt_aws_offboardingSuccess',
  'sbt_aws_offboardingFailure',
]

/** Events and a start that a crash left in the control plane's outbox. All are older than what the app plane knows of the tenant. */
export async function leftInControlPlane(
  endpoints: Endpoints,
  { admin, tenant: { config } }: { admin: Client; tenant: Tenant },
): Promise<void> {
  const { tenantId } = config
  const tenants = await tableOf(endpoints, 'control-plane-TenantsTable')
  const tenant = TenantRecord.parse(await tenants.get(tenantKey(tenantId)))
  const { workflowId } = (await admin.get(`/tenants/${tenantId}/workflows`)).body.items[0]
  const detail = { ...stateOf(tenant, { workflowId: null }), sequence: 0, changedAt: 0 }
  const starts = MACHINE_KINDS.map((kind) => ({ tenantId, kind, workflowId, attempt: 1, from: stepsOf(kind)[0]?.name }))
  const events = EVENTS_OF_TENANTS.map((type) => ({ type, detail }))
  const entries = [...events, ...starts.map((detail) => ({ type: START_WORKFLOW, detail }))]
  await leave(endpoints, 'control-plane', tenantId, entries)
  const state: TierState = { name: 'Left', entitlements: [], allowances: {}, sequence: 1, changedAt: Date.now() }
  await leave(endpoints, 'control-plane', tierKey(state.name), [{ type: TIER_EVENT, detail: state }])
  await tick(endpoints, 'control-plane-OutboxSweeper')
}

/** Puts entries into an outbox that have waited for two minutes. */
async function leave(endpoints: Endpoints, plane: string, partition: string, entries: Entry[]): Promise<void> {
  const outbox = await tableOf(endpoints, `${plane}-Outbox`)
  const at = new Date(Date.now() - 120_000).toISOString()
  for (const [index, { type, detail }] of entries.entries()) {
    const write = outboxWrite('', { key: { partition, id: `left-${index}` }, type, detail, at })
    if (write.kind === 'put') await outbox.put(write.item)
  }
  // The sweeper finds them by an index, which shows them after a moment; some may already have been swept.
  await eventually('the index to show the entries', async () => {
    const stored = await outbox.getMany(entries.map((_, index) => ({ partition, id: `left-${index}` })))
    const pages = await Promise.all(WAITING_PARTITIONS.map((waiting) => waitingIn(outbox, waiting)))
    const shown = pages.flatMap(({ items }) => items)
    return stored.every(({ id }) => shown.some((item) => item.id === id && item.partition === partition))
  })
}

const waitingIn = (outbox: Table, waiting: string) =>
  outbox.query({ index: WAITING_INDEX, key: 'outbox = :waiting', values: { ':waiting': waiting } })
