import { apiClient } from '../../../shared/api/api-client.ts'
import { ApiProblem } from '../../../shared/api/api-problem.ts'
import { TENANT_API, type TenantClient } from '../../../shared/api/tenant-api.ts'
import { accessToken } from '../../../shared/session/cognito.ts'
import { gate, type Tenant } from '../../session/tenant-session.ts'

/** The tenant's API. Each call names the tenant that this tab means: a token of another one is refused, never silently used. */
export const tenantClient = ({ apiUrl, tenantId }: Tenant): TenantClient =>
  apiClient(TENANT_API, {
    baseUrl: apiUrl,
    async headers() {
      await gate.open(tenantId)
      const token = await tokenOrProblem()
      return { Authorization: `Bearer ${token}`, 'X-Tenant-Id': tenantId }
    },
  })

async function tokenOrProblem(): Promise<string> {
  const token = await accessToken().catch(() => {
    throw new ApiProblem('OFFLINE', 'The sign-in service cannot be reached. Check your connection and try again.', {})
  })
  if (token === null) throw new ApiProblem('UNAUTHORIZED', 'Your session has ended. Sign in again.', {})
  return token
}
