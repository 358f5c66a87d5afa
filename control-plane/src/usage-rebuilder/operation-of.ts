import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import type { OperationOf } from '@tenantry/metering/join-records.ts'
import * as z from 'zod/mini'

/** A route of an API, as far as it says what a request was for. */
export const MeteredRoute = z.object({
  method: z.string(),
  path: z.string(),
  service: z.string(),
  operation: z.string(),
  /** The key of the allowance that a request uses. */
  uses: z.optional(z.string()),
})
export type MeteredRoute = z.infer<typeof MeteredRoute>

/** What belongs to no route: preflights, and paths that there are not. */
const GATEWAY = 'gateway'

/** Both planes' APIs log their requests to the same files. Those of a tenant are the tenant API's; of others only the route says which API it was. */
export function operationsOf(tenantRoutes: readonly MeteredRoute[]): OperationOf {
  const tenantApi = byRoute(tenantRoutes)
  const controlPlane = byRoute(CONTROL_PLANE_ROUTES)
  return ({ method, route, tenantId }) => {
    const key = `${method} ${route}`
    const found = tenantId === null ? (controlPlane.get(key) ?? tenantApi.get(key)) : tenantApi.get(key)
    if (found) return found
    return { service: GATEWAY, operation: method === 'OPTIONS' ? 'preflight' : 'unknownRoute' }
  }
}

const byRoute = (routes: readonly MeteredRoute[]) =>
  new Map(routes.map(({ method, path, service, operation }) => [`${method} ${path}`, { service, operation }]))
