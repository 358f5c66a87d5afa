import { bearerToken } from '@tenantry/contracts/bearer.ts'
import type { AccountAsker } from '@tenantry/contracts/tenant-account.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'

/** Who asks the control plane, which reads it from the token itself. */
export function askerOf(
  { role }: TenantScope,
  { headers, sourceIp, requestId }: Pick<ApiRequest, 'headers' | 'sourceIp' | 'requestId'>,
): AccountAsker {
  const token = bearerToken(headers.authorization ?? '')
  if (!role || token === null) throw new Error('The authorizer let a request without a person pass')
  return { token, role, sourceIp, requestId }
}
