import { createHash } from 'node:crypto'
import { register } from '@tenantry/control-plane/registration/register.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'

export const keyIgnored: typeof register = (services, actorOf) => {
  const run = register(services, actorOf)
  return (request) => {
    const { 'idempotency-key': _, ...headers } = request.headers
    return run({ ...request, headers })
  }
}

/** Whatever was answered under the key was answered to this body. */
export const bodyOfKeyIgnored: typeof register = (services, actorOf) => (request) => {
  const answered = async (key: string) => {
    const earlier = await services.tenants.answered(key)
    return earlier && { ...earlier, bodyHash: hashOf(request) }
  }
  return register({ ...services, tenants: { ...services.tenants, answered } }, actorOf)(request)
}

function hashOf({ body }: ApiRequest): string {
  const { tenantName, email, tier } = body as Record<string, string>
  return createHash('sha256')
    .update(JSON.stringify([tenantName, email, tier]))
    .digest('base64url')
}
