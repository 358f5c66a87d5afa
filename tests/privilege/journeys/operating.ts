import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Client, client } from '../../acceptance/client.ts'
import { editRecord } from '../../acceptance/edit-record.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { mailTo, type Tenant } from '../../acceptance/onboarding.ts'
import { signInByAmplify } from '../../acceptance/person.ts'

export async function systemAdmin(endpoints: Endpoints): Promise<Client> {
  const { username: email, password } = endpoints.operator
  return client(endpoints.controlPlaneApi, await signInByAmplify(endpoints, endpoints.operator, { email, password }))
}

/** What operators read, and what they do with a tenant, tiers and each other. */
export async function operating(endpoints: Endpoints, admin: Client, tenant: Tenant): Promise<void> {
  const path = `/tenants/${tenant.config.tenantId}`
  const lists = ['', '/history', '/people', '/workflows'].map((part) => `${path}${part}`)
  const tenants = ['/tenants', '/tenants?search=acme', '/tenants?sort=name']
  for (const read of ['/me', '/overview', '/tiers', '/operators', '/failed-messages', ...tenants, ...lists]) {
    await admin.get(read)
  }
  for (const api of [endpoints.controlPlaneApi, tenant.config.apiUrl]) await client(api).get('/openapi.json')
  await admin.put('/tiers/Basic', { priceCents: 5900 })
  await admin.put('/tiers/Basic', {})
  const { body: sue } = await admin.post('/operators', { email: 'sue@tenantry.example', role: 'CustomerSupport' })
  await admin.delete(`/operators/${sue.id}`)
  await admin.post(`${path}/suspend`, { reason: 'Unpaid' })
  await eventually('the suspension to be seen', async () => (await tenant.api.get('/me')).status === 403)
  await admin.post(`${path}/reactivate`, undefined)
  await eventually('the tenant to be served again', async () => (await tenant.api.get('/me')).status === 200)
}

/** Tenants that wait for an operator: one fails and is tried again, one is rejected and deleted. */
export async function onboardings(endpoints: Endpoints, admin: Client): Promise<void> {
  const waiting = async (name: string) => {
    const order = { tenantName: name, email: `${name}@waiting.example`, tier: 'Premium' }
    const { tenantId } = (await admin.post('/tenants', order)).body
    return { tenantId, workflowId: (await admin.get(`/tenants/${tenantId}`)).body.workflowId }
  }
  await admin.put('/tiers/Premium', { approval: true })
  const [failing, rejected] = [await waiting('failing'), await waiting('rejected')]
  await admin.put('/tiers/Premium', {})

  const tier = (name: string) =>
    editRecord(endpoints, { tenantId: failing.tenantId, sk: 'tenant' }, { tier: name })
  // There is no usage plan of such a tier, so the first step fails after it has made a key.
  await tier('Vanished')
  await admin.post(`/tenants/${failing.tenantId}/workflows/${failing.workflowId}/confirm`, undefined)
  await eventually('the onboarding to be undone', async () => {
    const { body } = await admin.get(`/tenants/${failing.tenantId}/workflows/${failing.workflowId}`)
    return body.status === 'failed'
  })
  await tier('Premium')
  await admin.post(`/tenants/${failing.tenantId}/retry`, undefined)
  await mailTo(endpoints, 'failing@waiting.example')

  await admin.post(`/tenants/${rejected.tenantId}/reject`, { reason: 'A competitor' })
  await admin.delete(`/tenants/${rejected.tenantId}`)
}
