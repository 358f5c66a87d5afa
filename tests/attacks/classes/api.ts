import { OPERATOR_RULES } from '../rules/operator-rules.ts'
import { type RouteRule, ruleOf } from '../rules/route-rule.ts'
import { tenantRules } from '../rules/tenant-rules.ts'
import type { Attempt } from '../suite/attempt.ts'
import { callRoute, type RouteCall } from '../world/call-route.ts'
import { inTurn } from '../world/in-turn.ts'
import type { Member } from '../world/member.ts'
import type { Route } from '../world/route.ts'
import { byRole, type World } from '../world/world.ts'

/** One of the two APIs, with its people by role. */
export interface Api {
  name: 'tenant API' | 'control plane'
  url: string
  userPoolId: string
  routes: Route[]
  rules: Record<string, RouteRule>
  people: Record<string, Member>
}

export const apisOf = (world: World): Api[] => [
  {
    name: 'tenant API',
    url: world.attacker.config.apiUrl,
    userPoolId: world.attacker.config.userPoolId,
    routes: world.tenantRoutes,
    rules: tenantRules(world.tenantRoutes),
    people: byRole(world.attacker),
  },
  {
    name: 'control plane',
    url: world.endpoints.controlPlaneApi,
    userPoolId: world.endpoints.operator.userPoolId,
    routes: world.operatorRoutes,
    rules: OPERATOR_RULES,
    people: world.operators,
  },
]

export const operationName = ({ method, path }: Route): string => `${method} ${path}`
export const isOpen = ({ roles }: Route): boolean => roles === 'public'
export const mayCall = ({ roles }: Route, role: string): boolean => roles === 'public' || roles.includes(role)

const idFor = ({ method }: Route, ids: NonNullable<RouteRule['ids']>, world: World) =>
  method === 'GET' ? ids.standing(world) : ids.own(world)

const withParent = ({ parent }: NonNullable<RouteRule['ids']>, id: string, world: World) =>
  parent && !id.includes('/') ? `${parent(world)}${id}` : id

const PATIENCE = 3

/** A call of a route as its rule says, with a change. */
export async function rightfully(world: World, api: Api, route: Route, call: RouteCall): Promise<string> {
  const rule = ruleOf(api.rules, route)
  const isMade = call.id === undefined && rule.ids !== undefined && route.method !== 'GET'
  for (let tries = 1; ; tries++) {
    const answer = await once(world, api, route, call)
    // Work without a request may have finished what was made for this call: then another one is made. Where that work is always faster, the
    // service's own refusal is the answer of a call that passed every guard.
    const isPassed = answer === rule.passed
    const isFinished = isMade && (isPassed || route.refusals.some((code) => answer === `409 ${code}`))
    if (!isFinished) return answer
    // On this machine it can be made.
    if (tries === PATIENCE) return isPassed && world.local ? answer : route.success
  }
}

async function once(world: World, api: Api, route: Route, call: RouteCall): Promise<string> {
  const rule = ruleOf(api.rules, route)
  const made: RouteCall = {
    ...(rule.body && call.body === undefined && { body: await rule.body(world) }),
    ...(rule.query && { query: rule.query(world) }),
    ...call,
    ...(rule.ids && { id: withParent(rule.ids, call.id ?? (await idFor(route, rule.ids, world)), world) }),
  }
  // Operators may read of every tenant; nobody else may.
  const canaries = api.name === 'tenant API' ? world.canaries : []
  const run = () => callRoute(canaries, api.url, route, made)
  return rule.alone ? inTurn(rule.alone, run) : run()
}

/** The positive controls of routes: each role that may call them does. */
export function controlsOf(world: World, api: Api, routes = api.routes): Attempt[] {
  return routes.flatMap((route) =>
    Object.entries(api.people)
      .filter(([role]) => mayCall(route, role))
      .map(([role, { token }]) => ({
        operation: operationName(route),
        role,
        mutation: 'rightful',
        expected: route.success,
        send: () =>
          ruleOf(api.rules, route).control?.(world, token) ??
          rightfully(world, api, route, { token: isOpen(route) ? undefined : token }),
      })),
  )
}
