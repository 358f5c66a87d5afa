import { ApiProblem, type ProblemCode } from '../../../shared/api/api-problem.ts'
import type { TenantClient } from '../../../shared/api/tenant-api.ts'
import type { Tenant } from '../../session/tenant-session.ts'

/** What an address answers that the tenant has left, or is leaving. */
const ELSEWHERE: ReadonlySet<ProblemCode> = new Set(['TENANT_MOVED', 'TENANT_MOVING'])

/**
 * A client that follows the tenant: when an address says that the tenant is not there, its configuration is looked up again, and the call is
 * made once more where it is served now. Nothing was done at the first address.
 */
export function followingClient(
  tenant: Tenant,
  {
    clientOf,
    locate,
    moved,
  }: {
    clientOf: (tenant: Tenant) => TenantClient
    /** The tenant's configuration, by its name. */
    locate: (name: string) => Promise<Tenant>
    /** Keeps where the tenant is now. */
    moved: (tenant: Tenant) => void
  },
): TenantClient {
  let present = tenant
  let client = clientOf(tenant)
  let following: Promise<void> | undefined

  /** Throws the problem where the tenant is nowhere else. */
  async function follow(asked: Tenant, problem: ApiProblem): Promise<void> {
    const found = await locate(asked.name)
    if (found.tenantId !== asked.tenantId || found.apiUrl === asked.apiUrl) throw problem
    present = found
    client = clientOf(found)
    moved(found)
  }

  const call: TenantClient = async (operation, input, options) => {
    const asked = present
    try {
      return await client(operation, input, options)
    } catch (error) {
      if (!(error instanceof ApiProblem) || !ELSEWHERE.has(error.code)) throw error
      // Another call may have found it meanwhile, or be about to.
      if (present === asked) {
        following ??= follow(asked, error).finally(() => {
          following = undefined
        })
        await following
      }
      return client(operation, input, options)
    }
  }
  return call
}
