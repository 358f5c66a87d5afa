import type { RoutePatterns } from '@tenantry/contracts/service/route-patterns.ts'

export interface RoutePolicy {
  Version: '2012-10-17'
  Statement: { Effect: 'Allow' | 'Deny'; Action: 'execute-api:Invoke'; Resource: string[] }[]
}

/** All that a role may call. API Gateway caches the answer per token, so it covers every route and not only the requested one. */
export function allowRoutes({ allow, deny }: RoutePatterns, methodArn: string): RoutePolicy {
  const stage = stageOf(methodArn)
  const resources = (patterns: string[]) => patterns.map((pattern) => `${stage}/${pattern}`)
  return policy([
    { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resources(allow) },
    ...(deny.length > 0 ? [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: resources(deny) } as const] : []),
  ])
}

/** Refuses every route of the stage. */
export const denyRoutes = (methodArn: string): RoutePolicy =>
  policy([{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${stageOf(methodArn)}/*`] }])

const policy = (Statement: RoutePolicy['Statement']): RoutePolicy => ({ Version: '2012-10-17', Statement })

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` of `…/<method>/<path>`, a path that the caller chose. */
const stageOf = (methodArn: string): string => methodArn.split('/').slice(0, 2).join('/')
