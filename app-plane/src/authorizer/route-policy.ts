import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { TENANT_ROUTES, type TenantRoute } from '@tenantry/contracts/tenant-api/routes.ts'

export interface RoutePolicy {
  Version: '2012-10-17'
  Statement: { Effect: 'Allow' | 'Deny'; Action: 'execute-api:Invoke'; Resource: string[] }[]
}

/** All that a role may call. API Gateway keeps the answer per token, so it covers every route and not only the one that was asked for. */
export function allowRoutes(role: TenantRole, methodArn: string, routes: readonly TenantRoute[] = TENANT_ROUTES) {
  const api = stageOf(methodArn)
  const own = routes.filter((route) => route.roles !== 'public' && route.roles.includes(role))
  return policy(
    'Allow',
    own.map(({ method, path }) => `${api}/${method}${path.replaceAll(/\{\w+\}/g, '*')}`),
  )
}

/** Refuses every route of the stage. */
export const denyRoutes = (methodArn: string) => policy('Deny', [`${stageOf(methodArn)}/*`])

const policy = (Effect: 'Allow' | 'Deny', Resource: string[]): RoutePolicy => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }],
})

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` of `…/<method>/<path>`, a path that the caller chose. */
const stageOf = (methodArn: string): string => methodArn.split('/').slice(0, 2).join('/')
