import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Client, client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { mailTo, type Tenant } from '../../acceptance/onboarding.ts'
import { tableOf } from '../account.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** What operators read, and what they do with a tenant, tiers and each other. */
export async function operating(endpoints: Endpoints, admin: Client, tenant: Tenant): Promise<void> {
  const path = `/tenants/${tenant.config.tenantId}`
  const lists = ['', '/history', '/people', '/workflows'].map((part) => `${path}${part}`)
  const tenants = ['/tenants', '/tenants?search=acme', '/tenants?sort=name']
  const { body: me } = await admin.get('/me')
  const audit = ['', `?tenantId=${tenant.config.tenantId}`, `?actor=${me.id}`, '?object=tier/Basic']
  for (const read of ['/overview', '/workflows', '/requests', '/tiers', '/operators', ...tenants, ...lists])
    await admin.get(read)
  for (const api of [endpoints.controlPlaneApi, tenant.config.apiUrl]) await client(api).get('/openapi.json')

  await admin.put('/tiers/Basic', { rate: 40 })
  await admin.put('/tiers/Basic', { rate: 50 })
  const [sue, joe] = ['sue', 'joe'].map((name) => ({ email: `${name}@tenantry.example`, role: 'CustomerSupport' }))
  const { body: added } = await admin.post('/operators', sue)
  await admin.post('/operators', sue)
  await admin.post('/operators', joe, idempotencyKey())
  await admin.delete(`/operators/${added.id}/mfa`)
  await admin.delete(`/operators/${added.id}`)
  for (const query of audit) await admin.get(`/audit${query}`)

  await tenant.api.put('/account', { request: { kind: 'leave' } })
  for (const read of ['/requests', `${path}/request`]) await admin.get(read)
  await admin.post(`${path}/request/decline`, { reason: 'Your contract runs until June.' })
  await admin.post(`${path}/resend-invitation`, undefined, idempotencyKey())
  await admin.post(`${path}/admins`, { email: 'appointed@tenantry.example' })
  await mailTo(endpoints, 'appointed@tenantry.example')
  const growth = await admin.post(`${path}/shards`, { shards: 3 }, idempotencyKey())
  if (growth.status !== 202) throw new Error(`The shards do not grow: ${JSON.stringify(growth.body)}`)
  await eventually('the new shards to be read', async () => {
    const { body } = await admin.get(`${path}/workflows/${growth.body.workflowId}`)
    return body.steps[0].status === 'done'
  })
  for (const name of ['Globex Corporation', tenant.config.name]) await admin.send('PATCH', path, { name })
  await admin.post(`${path}/suspend`, { reason: 'Unpaid' }, idempotencyKey())
  await allAnswered(endpoints, tenant)
  await admin.post(`${path}/reactivate`, undefined)
  await allAnswered(endpoints, tenant)
}

/** A request to the app plane stays in the outbox until it is answered. */
async function allAnswered(endpoints: Endpoints, { config: { tenantId } }: Tenant): Promise<void> {
  const table = await tableOf(endpoints, 'control-plane-Outbox')
  await eventually('the requests about the tenant to be answered', async () => {
    const { items } = await table.query({
      key: '#partition = :tenant',
      names: { '#partition': 'partition' },
      values: { ':tenant': tenantId },
      limit: 1,
    })
    return items.length === 0
  })
}
