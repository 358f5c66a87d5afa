import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { DetailType } from '@tenantry/contracts/events.ts'
import { OutboxRecord } from '@tenantry/control-plane/tenants/outbox.ts'
import { stateOf, Tenant as TenantRecord } from '@tenantry/control-plane/tenants/tenant.ts'
import { outboxItem, tenantKey } from '@tenantry/control-plane/tenants/tenant-items.ts'
import type { Client } from '../../acceptance/client.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import { tick } from '../../acceptance/tick.ts'
import type { IdsByEntity } from '../../attacks/product/rightful-body.ts'
import { rightfulData } from '../../attacks/product/rightful-event.ts'
import { EVENTS } from '../../attacks/product/services.ts'
import { tableOf } from '../account.ts'

const BEFORE = 120_000

/** Entries of the app plane's outbox that a crash left there; the ones of a type that nobody knows cannot be sent. */
export async function leftInAppPlane(
  endpoints: Endpoints,
  { config: { tenantId } }: Tenant,
  ids: IdsByEntity,
): Promise<void> {
  const outbox = await tableOf(endpoints, 'app-plane-Outbox')
  const createdAt = new Date().toISOString()
  const person = { tenantId, userId: 'gone', email: 'gone@people.example', role: 'TenantUser', state: 'invited' }
  const entries: [channel: string, type: string, detail: object][] = [
    ...EVENTS.map((event) => ['services', event.type, rightfulData(event, ids)] as [string, string, object]),
    ['services', 'Unknown', {}],
    ['people', 'sbt_aws_tenantUserCreated', { ...person, createdAt, sequence: 1 }],
    ['people', 'sbt_aws_tenantUserDeleted', { ...person, createdAt, sequence: 2 }],
    ['people', 'Unknown', {}],
  ]
  for (const [channel, type, detail] of entries) {
    const waitingSince = new Date(Date.now() - BEFORE).toISOString()
    const key = { partition: `${tenantId}-${channel}-0`, id: type }
    await outbox.put({ ...key, outbox: 'waiting-3', waitingSince, type, detail })
  }
  await tick(endpoints, 'app-plane-OutboxSweeper')
}

/** Events and a start that a crash left in the control plane's outbox. All are older than what the app plane knows of the tenant. */
export async function leftInControlPlane(
  endpoints: Endpoints,
  { admin, tenant: { config } }: { admin: Client; tenant: Tenant },
): Promise<void> {
  const { tenantId } = config
  const table = await tableOf(endpoints, 'control-plane-TenantsTable')
  const tenant = TenantRecord.parse(await table.get(tenantKey(tenantId)))
  const { workflowId } = (await admin.get(`/tenants/${tenantId}/workflows`)).body.items[0]
  const detail = { ...stateOf(tenant, { workflowId: null }), sequence: 0 }
  const types: DetailType[] = [
    'sbt_aws_onboardingRequest',
    'sbt_aws_onboardingSuccess',
    'sbt_aws_onboardingFailure',
    'sbt_aws_activateRequest',
    'sbt_aws_deactivateRequest',
  ]
  const facts = { tenantId, at: new Date(Date.now() - BEFORE).toISOString() }
  const records = [
    ...types.map((type) => ({ kind: 'event', type, detail })),
    { kind: 'start', workflow: 'onboarding', workflowId, attempt: 1 },
  ]
  for (const [index, record] of records.entries()) {
    await table.put(outboxItem(OutboxRecord.parse({ ...facts, ...record, sequence: 900 + index })))
  }
  await tick(endpoints, 'control-plane-OutboxSweeper')
}
