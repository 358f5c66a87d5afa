import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Answer, Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { askConfig, joinTenant, type Tenant } from '../../acceptance/onboarding.ts'
import { atMostEvery } from '../../support/at-most-every.ts'
import { idempotencyKey } from './idempotency-key.ts'

interface Leaving {
  endpoints: Endpoints
  admin: Client
  tenant: Tenant
  /** Another tenant, whose people are among those who leave. */
  other: Tenant
  /** Lets time pass, as workflows wait for it. */
  leap(seconds: number): void
}

/** A tenant takes its data along, comes back, and leaves for good; its people do, too. */
export async function leaving({ endpoints, admin, tenant, other, leap }: Leaving): Promise<void> {
  const path = `/tenants/${tenant.config.tenantId}`
  const pass = atMostEvery(500, () => leap(5))
  const ended = (workflowId: string, status: string) =>
    eventually(`workflow ${workflowId} to be ${status}`, async () => {
      pass()
      const { body } = await admin.get(`${path}/workflows/${workflowId}`)
      if (body.status === 'failed' && status !== 'failed') throw new Error(JSON.stringify(body))
      return body.status === status
    })
  const started = ({ status, body }: Answer): string => {
    if (status !== 202) throw new Error(JSON.stringify(body))
    return body.workflowId ?? body.id
  }

  const person = await joinTenant(endpoints, tenant, 'leaver@acme.example', 'TenantAdmin')
  await person.api.get('/me/export')
  const back = await joinTenant(endpoints, tenant, 'comes-back@acme.example', 'TenantUser')
  const ownExport = started(await tenant.api.post('/exports', undefined, idempotencyKey()))
  await eventually('the export that the tenant asked for', async () => {
    const { body } = await tenant.api.get('/exports')
    return body.items.some(({ id, manifest }: { id: string; manifest: unknown }) => id === ownExport && manifest)
  })
  await tenant.api.get(`/exports/${ownExport}/link?file=manifest.json`)
  await person.api.delete('/me')

  const exportId = started(await admin.post(`${path}/export`, undefined))
  await ended(exportId, 'done')
  await admin.post(`${path}/exports/${exportId}/links`, { file: 'manifest.json' }, idempotencyKey())
  await tenant.api.delete(`/users/${back.id}`)
  await admin.post(`${path}/suspend`, { reason: 'A restoration' })
  await ended(started(await admin.post(`${path}/restore`, { exportId, overwrite: true })), 'done')
  await admin.post(`${path}/reactivate`, undefined)

  const scheduled = started(await admin.delete(`${path}?graceDays=9`))
  await admin.post(`${path}/workflows/${scheduled}/undo`, undefined)
  await ended(scheduled, 'undone')
  await other.api.post('/users', { email: tenant.email, role: 'TenantUser' })
  const last = started(await admin.delete(`${path}?graceDays=0`))
  await ended(last, 'done')
  await askConfig(endpoints, tenant.config.name)

  // What was deleted comes back from its last export, under its id.
  const { tenantId, name: tenantName } = tenant.config
  const fromExport = { tenantId, exportId: last }
  await admin.post('/tenants', { tenantName, email: tenant.email, tier: 'Basic', fromExport }, idempotencyKey())
  await eventually('the tenant to be back', async () => {
    pass()
    const { status, failure } = (await admin.get(path)).body
    if (status === 'failed') throw new Error(failure)
    return status === 'active'
  })
}
