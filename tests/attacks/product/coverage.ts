import { functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import type { Service, ServiceRoute } from '@tenantry/contracts/service/service.ts'
import { STACKS } from '@tenantry/infra/names.ts'
import * as z from 'zod/mini'
import { type AttackClass, type Attempt, nameOf } from '../suite/attempt.ts'
import { referencesIn } from '../suite/body-members.ts'
import type { JsonSchema } from '../world/route.ts'
import { emittedBy, functionOf, kindOfTable, workerOf } from './services.ts'

/** A class that must attack a service, and how its attempts on it are told from others. */
interface Reason {
  attackClass: string
  concerns(attempt: Attempt): boolean
}

/** Why each class must have attempts on a service: what its descriptor says that there is. */
export function reasonsToAttack(service: Service): Reason[] {
  const { routes, worker, entities } = service
  const guarded = routes.filter(({ roles }) => roles !== 'public')
  const functions = [...(routes.length > 0 ? [functionOf(service)] : []), ...(worker ? [workerOf(service)] : [])]
  const roles = functions.map((name) => `role of ${name}`)
  return [
    ...['tokens', 'headers', 'paths', 'revoked'].flatMap((name) => onRoutes(name, guarded)),
    ...onRoutes('roles', guarded.filter(isNotForEveryone)),
    ...onRoutes(
      'ids',
      routes.filter(({ path }) => path.includes('{')),
    ),
    ...onRoutes(
      'bodies',
      routes.filter(({ body }) => body),
    ),
    ...onRoutes(
      'conditions',
      routes.filter(({ conditional }) => conditional),
    ),
    ...onRoutes(
      'idempotency',
      routes.filter(({ method }) => method === 'POST'),
    ),
    ...onRoutes('references', routes.filter(hasReferences)),
    ...onRoutes(
      'entitlements',
      routes.filter(({ entitlement }) => entitlement),
    ),
    ...onRoutes(
      'cursors',
      routes.filter(({ paged }) => paged),
    ),
    ...['dynamodb', 'tenant-role', 'service-roles'].flatMap((name) =>
      anyOf(name, entities.map(kindOfTable), ({ operation }, kind) => operation.endsWith(` ${kind}`)),
    ),
    ...anyOf('sessions', needed(service).map(kindOfTable), ({ operation }, kind) => operation.endsWith(` ${kind}`)),
    ...['service-roles', 'queues', 'cognito'].flatMap((name) =>
      anyOf(name, roles, (attempt, role) => attempt.role === role),
    ),
    ...anyOf('tenant-role', worker ? [`${workerOf(service)}Access`] : [], (attempt, role) =>
      nameOf(attempt).includes(role),
    ),
    ...anyOf('queues', worker ? [`to ${workerOf(service)}`] : [], ({ operation }, to) => operation.endsWith(to)),
    ...anyOf(
      'outbox',
      emittedBy(service).map(({ type }) => `${type} `),
      ({ mutation }, type) => mutation.startsWith(type),
    ),
    ...anyOf(
      'secrets',
      // All functions of the app plane log into one group.
      functions.length > 0 ? [functionLogsOf(STACKS.appPlane)] : [],
      ({ operation }, group) => operation.endsWith(group),
    ),
  ]
}

const onRoutes = (attackClass: string, routes: readonly ServiceRoute[]): Reason[] =>
  anyOf(
    attackClass,
    routes.map(({ method, path }) => `${method} ${path}`),
    ({ operation }, route) => operation === route,
  )

/** One reason for each subject. */
const anyOf = (
  attackClass: string,
  subjects: string[],
  about: (attempt: Attempt, subject: string) => boolean,
): Reason[] =>
  [...new Set(subjects)].map((subject) => ({ attackClass, concerns: (attempt) => about(attempt, subject) }))

/** The entities that sessions reach. */
const needed = ({ routes, entities }: Service) =>
  entities.filter((entity) => routes.some(({ needs }) => needs.some(({ table }) => table === entity)))

const isNotForEveryone = ({ roles }: ServiceRoute): boolean =>
  roles !== 'public' && !TENANT_ROLES.every((role) => roles.includes(role))

const hasReferences = ({ body, example }: ServiceRoute): boolean =>
  body !== undefined && referencesIn(z.toJSONSchema(body, { io: 'input' }) as JsonSchema, example).length > 0

/** How much of what was tried is about a service; `missing` are classes that have a reason and no attempt. */
export function coverageOf(service: Service, tried: Pick<AttackClass, 'name' | 'attempts' | 'controls'>[]) {
  const reasons = reasonsToAttack(service)
  const parts = tried.map(({ name, attempts, controls }) => {
    const own = reasons.filter(({ attackClass }) => attackClass === name)
    const about = (all: Attempt[]) => all.filter((attempt) => own.some(({ concerns }) => concerns(attempt)))
    return { attempts: about(attempts).length, controls: about(controls).length }
  })
  return {
    attempts: parts.reduce((sum, part) => sum + part.attempts, 0),
    controls: parts.reduce((sum, part) => sum + part.controls, 0),
    classes: parts.filter(({ attempts }) => attempts > 0).length,
    missing: reasons
      .filter(
        ({ attackClass, concerns }) =>
          !tried.some(({ name, attempts }) => name === attackClass && attempts.some(concerns)),
      )
      .map(({ attackClass }) => attackClass),
  }
}
