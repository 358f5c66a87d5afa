import { TenantDetails, TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type * as z from 'zod'
import type { Column } from '../command/format-table.ts'
import { each } from '../each.ts'
import { Refused } from '../system/api.ts'
import { tenantNamed } from '../system/tenant-named.ts'
import type { ControlPlane } from './control-plane.ts'
import { readList } from './read-list.ts'

type Tenant = z.infer<typeof TenantDetails>

/** A row about a tenant that it names by its id. */
interface OfTenant {
  tenantId: string
}

/** The tenant of this id or name, whatever its state. A text may be a name and look like an id: the id comes first. */
export async function findTenant(api: ControlPlane, controlPlaneApi: string, named: string): Promise<Tenant> {
  const byId = /^[a-z0-9]{12}$/.test(named) ? await withId(api, named) : undefined
  if (byId) return byId
  const active = await tenantNamed({ controlPlaneApi }, named)
  const tenant = active && (await withId(api, active.tenantId))
  if (tenant) return tenant
  const alike = await namedExactly(api, named)
  if (alike.length > 1) {
    const ids = alike.map(({ tenantId, status }) => `${tenantId} (${status})`)
    throw new Error(`Several tenants are called "${named}". Give the id of one: ${ids.join(', ')}.`)
  }
  const [only] = alike
  const found = only && (await withId(api, only.tenantId))
  if (found) return found
  throw new Error(`There is no tenant called "${named}".`)
}

async function withId(api: ControlPlane, id: string): Promise<Tenant | undefined> {
  try {
    return await api.get(`/tenants/${id}`, TenantDetails)
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined
    throw error
  }
}

/** Also those that nobody can sign in to. */
async function namedExactly(api: ControlPlane, name: string) {
  const search = name.trim().slice(0, 64)
  if (search === '') return []
  const { items } = await readList(api, '/tenants', TenantSummary, { query: { search }, limit: 100, pageSize: 100 })
  return items.filter((one) => one.name.toLowerCase() === name.trim().toLowerCase())
}

const AT_ONCE = 4

/** The column that names the tenant of each row, as people call it; one that is gone has its id alone. */
export async function nameColumn(api: ControlPlane, rows: readonly OfTenant[]): Promise<Column<OfTenant>> {
  const names = new Map<string, string>()
  await each(new Set(rows.map(({ tenantId }) => tenantId)), AT_ONCE, async (id) => {
    const tenant = await withId(api, id)
    if (tenant) names.set(id, tenant.name)
  })
  return { title: 'TENANT', value: ({ tenantId }) => names.get(tenantId) ?? tenantId, elastic: true }
}
