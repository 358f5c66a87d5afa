import type { AccountAsker, AccountBody } from '@tenantry/contracts/tenant-account.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { By } from '@tenantry/toolkit/audit.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { auditRequest } from '../tenants/audit.ts'
import { Stale } from '../tenants/stale.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { TenantRequest } from '../tenants/tenant-requests.ts'
import type { Services as ShowServices } from './show-account.ts'

export interface Services extends Pick<ShowServices, 'requests' | 'tiers'> {
  system: Pick<System, 'now' | 'uuid'>
}

interface Question extends AccountBody {
  tenant: Pick<Tenant, 'tenantId' | 'tier' | 'status'>
  /** Who asks. */
  userId: string
  by: AccountAsker
}

/** What the tenant asks for from now on, in place of what it asked for before; an operator decides about it. */
export async function replaceRequest(services: Services, { tenant, userId, by, request }: Question): Promise<void> {
  const { requests, system } = services
  const { tenantId } = tenant
  const before = await requests.get(tenantId)
  // Nothing is kept of a tenant that goes.
  if (request && tenant.status === 'offboarding')
    throw new ApiError('CONFLICT', 'The tenant is being offboarded already.')
  if (request?.kind === 'tier') await assertOffered(services, tenant.tier, request.tier)
  const after: TenantRequest | null = request && {
    tenantId,
    kind: request.kind,
    tier: request.kind === 'tier' ? request.tier : null,
    words: request.words,
    state: 'open',
    askedBy: userId,
    askedAt: new Date(system.now()).toISOString(),
    reason: null,
  }
  if (!after && !before) return
  const action = after ? `${after.kind}-requested` : 'request-withdrawn'
  const audit = auditRequest({ before, after, action }, { writer: 'tenant-account', by: personBy(userId, by), system })
  try {
    await requests.change({ before, after, audit })
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    throw new ApiError('CONFLICT', 'Somebody else has asked for something meanwhile. Look again.')
  }
}

async function assertOffered({ tiers }: Services, present: string, wanted: string): Promise<void> {
  if (wanted === present)
    throw new ApiError('CONFLICT', `The tenant is of the tier ${wanted} already.`, { field: 'request.tier' })
  const offered = (await tiers.all()).some(({ name, state }) => name === wanted && state === 'offered')
  if (!offered) throw new ApiError('TIER_UNAVAILABLE', `${wanted} is not on offer.`, { field: 'request.tier' })
}

const personBy = (id: string, { role, sourceIp, requestId }: AccountAsker): By => ({
  actor: { kind: 'person', id, email: null, role },
  sourceIp,
  requestId,
})
