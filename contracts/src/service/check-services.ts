import { ERROR_STATUS } from '../error-codes.ts'
import { EVENT_TYPE_PATTERN } from '../outbox.ts'
import { hasVersion } from '../versioned.ts'
import { wrongPlans } from './check-plans.ts'
import { wrongSorts } from './check-sorts.ts'
import type { Service, ServiceRoute } from './service.ts'

/** Tables of the platform, which are in the environment of functions beside those of entities. */
const PLATFORM_TABLES = ['directory', 'idempotency', 'lists', 'memberships', 'outbox']

/** How event types of the platform begin. */
const PLATFORM_EVENTS = 'sbt_aws_'

/** What is wrong with a set of services that form one API, one sentence each; empty when nothing is. */
export function checkServices(services: readonly Service[]): string[] {
  const routes = services.flatMap((service) => service.routes)
  const entities = services.flatMap((service) => service.entities)
  const emitted = new Set(
    services.flatMap((service) => [...service.routes.flatMap(emitsOf), ...(service.worker?.emits ?? [])]),
  )
  const consumed = services.flatMap(({ name, worker }) => (worker?.consumes ?? []).map((event) => ({ name, event })))
  return [
    ...services
      .filter(({ name }) => !/^[a-z][a-z0-9-]{0,29}$/.test(name))
      .map(({ name }) => `The service name "${name}" must be lower case with hyphens, at most 30 characters`),
    ...entities
      .filter(({ idPrefix }) => !/^[a-z]{3}$/.test(idPrefix))
      .map(({ name }) => `The id prefix of ${name} must be three lower-case letters`),
    ...twice(
      'service name',
      services.map(({ name }) => name),
    ),
    ...twice(
      'entity',
      entities.map(({ name }) => name),
    ),
    ...twice(
      'table',
      entities.map(({ collection }) => collection),
    ),
    ...twice(
      'id prefix',
      entities.map(({ idPrefix }) => idPrefix),
    ),
    ...twice(
      'operation',
      routes.map(({ operation }) => operation),
    ),
    ...twice(
      'route',
      routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`),
    ),
    ...twice(
      'event type',
      [...emitted].map(({ type }) => type),
    ),
    ...[...emitted]
      .filter(({ type }) => !EVENT_TYPE_PATTERN.test(type))
      .map(
        ({ type }) => `The event type "${type}" must be letters, digits and underscores, at most 64, a letter first`,
      ),
    ...[...emitted]
      .filter(({ type }) => type.startsWith(PLATFORM_EVENTS))
      .map(({ type }) => `The event type ${type} begins like those of the platform (${PLATFORM_EVENTS})`),
    ...routes
      .filter(({ body, example }) => body && !example)
      .map(({ operation }) => `${operation} takes a body and has no example of one`),
    ...entities
      .filter(({ schema }) => hasVersion(schema))
      .map(({ name }) => `${name} cannot have a member named version: every entity has one, which the platform keeps`),
    ...routes
      .filter(({ conditional, body }) => conditional && hasVersion(body))
      .map(
        ({ operation }) => `The body of ${operation} cannot have a member named version: conditional requests send it`,
      ),
    ...entities.flatMap(wrongSorts),
    ...entities
      .filter(({ collection }) => PLATFORM_TABLES.includes(collection))
      .map(({ name, collection }) => `The table of ${name} cannot be named ${collection}: the platform has one`),
    ...services.flatMap((service) => unknownErrors(service)),
    ...wrongPlans(services),
    ...consumed
      .filter(({ event }) => !emitted.has(event))
      .map(({ name, event }) => `${name} consumes ${event.type}, which no service emits`),
    ...services
      .filter(({ worker }) => worker && worker.consumes.length === 0)
      .map(({ name }) => `The worker of ${name} consumes no event`),
  ]
}

const emitsOf = ({ emits = [] }: ServiceRoute) => emits

function twice(kind: string, names: string[]): string[] {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index)
  return [...new Set(repeated)].map((name) => `The ${kind} ${name} is declared twice`)
}

function unknownErrors({ name, routes, errors = {} }: Service): string[] {
  return routes.flatMap(({ operation, errors: codes = [] }) =>
    codes
      .filter((code) => !(code in ERROR_STATUS) && !(code in errors))
      .map((code) => `${operation} answers ${code}, which is neither the platform's nor declared by ${name}`),
  )
}
