import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'

/** The schedule has the bill attributed; a system admin looks at all that came of it, and the tenant's admin at their own. */
export async function costs(admin: Client, tenant: Client): Promise<void> {
  const items = await eventually('costs of a tenant', async () => {
    const { body } = await admin.get('/costs?by=hour')
    return body.items.length > 1 && (body.items as { tenantId: string; service: string; from: string }[])
  })
  const [{ tenantId, service, from } = { tenantId: '', service: '', from: '' }] = items
  const [day, month] = [from.slice(0, 10), from.slice(0, 7)]
  for (const read of [
    '?by=day',
    `?by=day&tenantId=${tenantId}`,
    '?by=month&format=focus',
    '/unallocated?by=hour',
    `/lines?day=${day}&service=${service}&tenantId=${tenantId}`,
    `/margins?month=${month}`,
    '/changes',
    '/runs',
  ])
    await admin.get(`/costs${read}`)
  await tenant.get('/account/costs')
}
