import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Answer, Client } from '../client.ts'
import { editRecord } from '../edit-record.ts'
import { eventually } from '../eventually.ts'
import { confirmationCode, joinTenant, type Tenant } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { exportedTenant, idle } from './exported-tenant.ts'
import { whileAlarmFires } from './firing-alarm.ts'

/** Who changes what. */
export interface Changing {
  endpoints: Endpoints
  admin: Client
  stranger: Client
  tenant: Tenant
  run: string
  /** Puts the system's clock forward, by a minute at most. */
  leap(seconds: number): void
}

/** Makes one change rightfully, in a state that it has brought about by other calls; answers what that one call was answered. */
type Change = (world: Changing) => Promise<Answer>

/** A record's action for each route, and the change that leaves it. */
interface Audited {
  action: string
  change: Change
}

let names = 0

/** A route that changes something has a change here, or a reason below: tests/architecture/audited-routes.test.ts. */
export const AUDITED: Record<string, Audited> = {
  'POST /registrations/{id}/confirm': {
    action: 'tenant.registered',
    async change({ endpoints, stranger, run }) {
      const asked = signUp(run, 'Basic')
      const { body } = await stranger.post('/registrations', asked)
      return stranger.post(`/registrations/${body.registrationId}/confirm`, {
        code: await confirmationCode(endpoints, asked.email),
      })
    },
  },
  'POST /tenants': {
    action: 'tenant.registered',
    change: ({ admin, run }) => admin.post('/tenants', signUp(run, 'Basic')),
  },
  'PUT /tiers/{name}': {
    action: 'tier.edited',
    change: ({ admin }) => admin.put('/tiers/Standard', { priceCents: 19_900 }),
  },
  'POST /tiers': {
    action: 'tier.created',
    change: ({ admin, run }) => admin.post('/tiers', newTier(`Made ${run}`)),
  },
  'DELETE /tiers/{name}': {
    action: 'tier.retired',
    async change({ admin, run }) {
      await admin.post('/tiers', newTier(`Retired ${run}`))
      return admin.delete(`/tiers/${encodeURIComponent(`Retired ${run}`)}`)
    },
  },
  'POST /tenants/{id}/suspend': {
    action: 'tenant.suspended',
    change: ({ admin, tenant }) => admin.post(`${path(tenant)}/suspend`, { reason: 'Unpaid' }),
  },
  // After the suspension: changes are made in this order.
  'POST /tenants/{id}/reactivate': {
    action: 'tenant.reactivated',
    change: ({ admin, tenant }) => admin.post(`${path(tenant)}/reactivate`, undefined),
  },
  'POST /tenants/{id}/approve': {
    action: 'tenant.approved',
    change: async (world) => world.admin.post(`/tenants/${await waiting(world)}/approve`, undefined),
  },
  'POST /tenants/{id}/reject': {
    action: 'tenant.rejected',
    change: async (world) => world.admin.post(`/tenants/${await waiting(world)}/reject`, { reason: 'A competitor' }),
  },
  'DELETE /tenants/{id}': {
    action: 'tenant.deleted',
    async change(world) {
      const tenantId = await waiting(world)
      await world.admin.post(`/tenants/${tenantId}/reject`, {})
      return world.admin.delete(`/tenants/${tenantId}`)
    },
  },
  'POST /tenants/{id}/export': {
    action: 'tenant.export-started',
    change: async (world) => world.admin.post(`${(await exportedTenant(world)).path}/export`, undefined),
  },
  'POST /tenants/{id}/exports/{exportId}/links': {
    action: 'tenant.export-downloaded',
    async change(world) {
      const { path, exportId } = await exportedTenant(world)
      return world.admin.post(`${path}/exports/${exportId}/links`, { file: 'manifest.json' })
    },
  },
  'POST /tenants/{id}/restore': {
    action: 'tenant.restore-started',
    async change(world) {
      const { path, exportId } = await exportedTenant(world)
      await world.admin.post(`${path}/suspend`, { reason: 'A restoration' })
      await idle(world, path)
      return world.admin.post(`${path}/restore`, { exportId })
    },
  },
  'POST /tenants/{id}/retry': {
    action: 'tenant.onboarding-retried',
    change: async (world) => world.admin.post(`/tenants/${await failed(world)}/retry`, undefined),
  },
  'POST /tenants/{id}/workflows/{workflowId}/retry': {
    action: 'tenant.onboarding-retried',
    change: async (world) => world.admin.post(`${await workflowOf(world, await failed(world))}/retry`, undefined),
  },
  'POST /tenants/{id}/workflows/{workflowId}/undo': {
    action: 'tenant.rejected',
    change: async (world) => world.admin.post(`${await workflowOf(world, await waiting(world))}/undo`, undefined),
  },
  'POST /tenants/{id}/workflows/{workflowId}/confirm': {
    action: 'tenant.approved',
    change: async (world) => world.admin.post(`${await workflowOf(world, await waiting(world))}/confirm`, undefined),
  },
  'POST /operators': {
    action: 'operator.invited',
    change: ({ admin, run }) => admin.post('/operators', { email: address(run), role: 'CustomerSupport' }),
  },
  'DELETE /operators/{id}': {
    action: 'operator.removed',
    async change({ admin, run }) {
      const { body } = await admin.post('/operators', { email: address(run), role: 'CustomerSupport' })
      return admin.delete(`/operators/${body.id}`)
    },
  },
  'DELETE /operators/{id}/mfa': {
    action: 'operator.mfa-reset',
    async change({ admin, run }) {
      const { body } = await admin.post('/operators', { email: address(run), role: 'CustomerSupport' })
      return admin.delete(`/operators/${body.id}/mfa`)
    },
  },
  'POST /me/sign-out-everywhere of operators': {
    action: 'operator.signed-out-everywhere',
    async change(world) {
      const answer = await world.admin.post('/me/sign-out-everywhere', undefined)
      world.admin = operatorClient(world)
      return answer
    },
  },
  'POST /tenants/{id}/resend-invitation': {
    action: 'tenant.invitation-resent',
    change: ({ admin, tenant }) => admin.post(`${path(tenant)}/resend-invitation`, undefined),
  },
  'POST /tenants/{id}/admins': {
    action: 'tenant.admin-appointed',
    change: ({ admin, tenant, run }) => admin.post(`${path(tenant)}/admins`, { email: address(run) }),
  },
  'PATCH /tenants/{id}': {
    action: 'tenant.renamed',
    change: ({ admin, tenant, run }) => admin.send('PATCH', path(tenant), { name: `Renamed ${++names} ${run}` }),
  },
  'PUT /account': {
    action: 'tenant.tier-requested',
    change: ({ tenant }) => tenant.api.put('/account', { request: { kind: 'tier', tier: 'Premium' } }),
  },
  // After the request: changes are made in this order.
  'POST /tenants/{id}/request/decline': {
    action: 'tenant.request-declined',
    change: ({ admin, tenant }) => admin.post(`${path(tenant)}/request/decline`, { reason: 'Not this year.' }),
  },
  'POST /tenants/{id}/shards': {
    action: 'tenant.grow-shards-started',
    change: ({ admin, tenant }) => admin.post(`${path(tenant)}/shards`, { shards: 4 }),
  },
  'POST /tenants/{id}/change-tier': {
    action: 'tenant.change-tier-started',
    change: async (world) => world.admin.post(`/tenants/${await active(world)}/change-tier`, { tier: 'Premium' }),
  },
  'PUT /tenants/{id}/limits': {
    action: 'tenant.change-tier-started',
    async change(world) {
      const until = new Date(Date.now() + 86_400_000).toISOString()
      return world.admin.put(`/tenants/${await active(world)}/limits`, { rate: 9, burst: 9, quota: 1000, until })
    },
  },
  'DELETE /tenants/{id}/limits': {
    action: 'tenant.change-tier-started',
    async change(world) {
      const tenantId = await active(world)
      const limits = { rate: 9, burst: 9, quota: 1000, until: new Date(Date.now() + 86_400_000).toISOString() }
      await editRecord(world.endpoints, { tenantId, sk: 'tenant' }, { limits })
      return world.admin.delete(`/tenants/${tenantId}/limits`)
    },
  },
  'POST /failed-messages/redrive': {
    action: 'failed-messages.redriven',
    change: ({ admin }) => admin.post('/failed-messages/redrive?consumer=tenant-people', undefined),
  },
  'POST /alarms/{name}/acknowledge': {
    action: 'alarm.acknowledged',
    change: (world) =>
      whileAlarmFires(world, (alarm) => world.admin.post(`/alarms/${alarm}/acknowledge`, { note: 'A test' })),
  },
  'POST /users': {
    action: 'person.invited',
    change: ({ tenant, run }) => tenant.api.post('/users', { email: address(run), role: 'TenantUser' }),
  },
  'POST /users/{id}/resend': {
    action: 'person.invitation-resent',
    async change({ tenant, run }) {
      const { body } = await tenant.api.post('/users', { email: address(run), role: 'TenantUser' })
      return tenant.api.post(`/users/${body.id}/resend`, undefined)
    },
  },
  'PUT /users/{id}': {
    action: 'person.role-changed',
    async change({ tenant, run }) {
      const { body } = await tenant.api.post('/users', { email: address(run), role: 'TenantUser' })
      return tenant.api.put(`/users/${body.id}`, { role: 'TenantAdmin' })
    },
  },
  'DELETE /users/{id}': {
    action: 'person.removed',
    async change({ tenant, run }) {
      const { body } = await tenant.api.post('/users', { email: address(run), role: 'TenantUser' })
      return tenant.api.delete(`/users/${body.id}`)
    },
  },
  'POST /exports': {
    action: 'person.export-requested',
    change: ({ tenant }) => tenant.api.post('/exports', undefined),
  },
  'DELETE /me': {
    action: 'person.removed',
    async change({ endpoints, tenant, run }) {
      const person = await joinTenant(endpoints, tenant, address(run), 'TenantUser')
      return person.api.delete('/me')
    },
  },
  'POST /me/sign-out-everywhere': {
    action: 'person.signed-out-everywhere',
    async change({ endpoints, tenant, run }) {
      const person = await joinTenant(endpoints, tenant, address(run), 'TenantUser')
      return person.api.post('/me/sign-out-everywhere', undefined)
    },
  },
}

const path = ({ config }: Tenant): string => `/tenants/${config.tenantId}`
const address = (run: string): string => `audited-${++names}-${run}@audited.example`
const newTier = (name: string) => ({
  name,
  deployment: 'pool',
  rate: 1,
  burst: 1,
  quota: 1,
  shards: 1,
  approval: true,
  priceCents: 0,
})
const signUp = (run: string, tier: string) => ({ tenantName: `Audited ${++names} ${run}`, email: address(run), tier })

/** A tenant that is served, and that nothing else holds. */
async function active({ admin, run }: Changing): Promise<string> {
  const { body } = await admin.post('/tenants', signUp(run, 'Basic'))
  return eventually('the tenant to be active', async () => {
    const tenant = await admin.get(`/tenants/${body.tenantId}`)
    return tenant.body.status === 'active' && body.tenantId
  })
}

/** A tenant that awaits approval. */
async function waiting({ admin, run }: Changing): Promise<string> {
  await admin.put('/tiers/Premium', { approval: true })
  const { body } = await admin.post('/tenants', signUp(run, 'Premium'))
  await admin.put('/tiers/Premium', { approval: false })
  return body.tenantId
}

/** A tenant whose onboarding failed. Nothing that a client sends makes one fail, so the account's administrator writes that it did. */
async function failed(world: Changing): Promise<string> {
  const tenantId = await waiting(world)
  const { workflowId } = (await world.admin.get(`/tenants/${tenantId}`)).body
  const failure = { status: 'failed', failure: 'A test', failedAt: new Date().toISOString() }
  await editRecord(world.endpoints, { tenantId, sk: 'tenant' }, failure)
  await editRecord(world.endpoints, { tenantId, sk: `workflow#${workflowId}` }, { status: 'failed', error: 'A test' })
  return tenantId
}

async function workflowOf({ admin }: Changing, tenantId: string): Promise<string> {
  const { workflowId } = (await admin.get(`/tenants/${tenantId}`)).body
  return `/tenants/${tenantId}/workflows/${workflowId}`
}
