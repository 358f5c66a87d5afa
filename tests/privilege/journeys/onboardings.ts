import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../../acceptance/client.ts'
import { editRecord, editSlots } from '../../acceptance/edit-record.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { mailTo, type Tenant } from '../../acceptance/onboarding.ts'
import { tick } from '../../acceptance/tick.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** Tenants that wait for an operator: the app plane fails for one, which is tried again; one is rejected and deleted. */
export async function onboardings(endpoints: Endpoints, admin: Client): Promise<void> {
  await admin.put('/tiers/Premium', { approval: true })
  const [failing, rejected] = [await waitingTenant('failing'), await waitingTenant('rejected')]
  await admin.put('/tiers/Premium', { approval: false })

  // Cognito refuses an account of this name, after the tenant's key was made.
  const address = (adminEmail: string) => editRecord(endpoints, { tenantId: failing, sk: 'tenant' }, { adminEmail })
  await address('no address')
  const { workflowId } = (await admin.get(`/tenants/${failing}`)).body
  await admin.post(`/tenants/${failing}/workflows/${workflowId}/confirm`, undefined)
  await hasStatus(admin, failing, 'failed')
  await address('failing@waiting.example')
  await admin.post(`/tenants/${failing}/retry`, undefined)
  await mailTo(endpoints, 'failing@waiting.example')

  await admin.post(`/tenants/${rejected}/reject`, { reason: 'A competitor' })
  await admin.delete(`/tenants/${rejected}`)

  async function waitingTenant(name: string): Promise<string> {
    const registration = { tenantName: name, email: `${name}@waiting.example`, tier: 'Premium' }
    return (await admin.post('/tenants', registration, idempotencyKey())).body.tenantId
  }
}

/**
 * An execution ends without a word after the app plane was ready, and the watch gives its workflow up. An operator tries again, in vain: what the app
 * plane made is undone, the account of the first person included.
 */
export async function standstill(endpoints: Endpoints, admin: Client, tenant: Tenant): Promise<void> {
  const { tenantId } = tenant.config
  const { workflowId } = (await admin.get(`/tenants/${tenantId}/workflows`)).body.items[0]
  const past = new Date(Date.now() - 60_000).toISOString()
  const overdue = { status: 'running', dueAt: past, listing: 'workflow', listedAt: `${past}#${workflowId}` }
  await editRecord(endpoints, { tenantId, sk: `workflow#${workflowId}` }, overdue)
  // It finds what is overdue by an index, which shows it after a moment.
  await eventually('the watch to give the workflow up', async () => {
    await tick(endpoints, 'control-plane-WorkflowWatch')
    return (await admin.get(`/tenants/${tenantId}/workflows/${workflowId}`)).body.status === 'failed'
  })
  // There is no such tier, so the first step fails.
  await editRecord(endpoints, { tenantId, sk: 'tenant' }, { status: 'provisioning', workflowId, tier: 'Vanished' })
  await admin.post(`/tenants/${tenantId}/retry`, undefined)
  await hasStatus(admin, tenantId, 'failed')
  await eventually('the account to be gone', async () => {
    const { body } = await admin.get(`/tenants/${tenantId}/people`)
    return body.items.length === 0
  })
}

/** Whoever gave an onboarding its slot crashed before its state machine started: what gives slots starts it. */
export async function lostStart(endpoints: Endpoints, admin: Client): Promise<void> {
  const others = ['gone00000001', 'gone00000002', 'gone00000003', 'gone00000004']
  let names = 0
  // The slots may be freed at the turn of a minute, just then: another one is tried.
  const { tenantId, workflowId } = await eventually('an onboarding without a slot', async () => {
    const taken = others.map((id) => `onboarding/${id}/none/1`)
    await editSlots(endpoints, taken)
    const registration = { tenantName: `Lost ${++names}`, email: `lost-${names}@waiting.example`, tier: 'Basic' }
    const { tenantId } = (await admin.post('/tenants', registration)).body
    const { workflowId, waitsFor } = (await admin.get(`/tenants/${tenantId}/workflows`)).body.items[0]
    return waitsFor === 'slot' && { tenantId, workflowId }
  })
  await editSlots(endpoints, [`onboarding/${tenantId}/${workflowId}/1`])
  await tick(endpoints, 'control-plane-WorkflowSlots')
  await hasStatus(admin, tenantId, 'active')
}

const hasStatus = (admin: Client, tenantId: string, status: string) =>
  eventually(`the tenant to be ${status}`, async () => {
    const { body } = await admin.get(`/tenants/${tenantId}`)
    return body.status === status
  })
