import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { PEOPLE_EVENTS as NEWS_OF_PEOPLE } from '@tenantry/contracts/events.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import type { ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import type { TenantTable } from '@tenantry/contracts/service/tenant-table.ts'
import { pascalCase } from '@tenantry/infra/foundation/pascal-case.ts'
import { SERVICES as LISTED } from '@tenantry/services/services.ts'

/** The services of the product, whatever they are: what is attacked is read from here. */
export const SERVICES: readonly Service[] = LISTED
export const PLATFORM: readonly Service[] = PLATFORM_SERVICES

export const ENTITIES: AnyEntity[] = SERVICES.flatMap(({ entities }) => entities)
export const WORKERS = SERVICES.flatMap((service) => (service.worker ? [{ ...service, worker: service.worker }] : []))

export const emittedBy = ({ routes, worker }: Pick<Service, 'routes' | 'worker'>): ServiceEvent[] => [
  ...routes.flatMap(({ emits = [] }) => emits),
  ...(worker?.emits ?? []),
]
/** Every event of a service, each once. */
export const EVENTS: ServiceEvent[] = [...new Set(SERVICES.flatMap(emittedBy))]

/** What reports of people. */
export const PEOPLE_EVENTS: readonly string[] = NEWS_OF_PEOPLE
/** Every event type that waits in the tenants' outbox. */
export const ANNOUNCED: readonly string[] = [...EVENTS.map(({ type }) => type), ...PEOPLE_EVENTS]

/** The function that serves a service's routes, by the name of its construct. */
export const functionOf = ({ name }: Pick<Service, 'name'>): string => pascalCase(name)
export const workerOf = ({ name }: Pick<Service, 'name'>): string => `${pascalCase(name)}Worker`
/** The app plane's functions that belong to services. */
export const FUNCTIONS = SERVICES.flatMap((service) => [
  ...(service.routes.length > 0 ? [functionOf(service)] : []),
  ...(service.worker ? [workerOf(service)] : []),
])

/** A table as it is called in every deployment. */
export const kindOfTable = ({ collection }: Pick<TenantTable, 'collection'>): string =>
  `app-plane-${pascalCase(collection)}Table`
export const MEMBERSHIPS = 'app-plane-MembershipsTable'
export const PEOPLE = 'app-plane-PeopleTable'
export const OUTBOX = 'app-plane-Outbox'
/** What anybody changed. */
export const AUDIT = 'app-plane-AuditTable'
/** Answers that are kept for idempotency keys. */
export const IDEMPOTENCY = 'app-plane-IdempotencyTable'
/** Fences and journals of tenants whose data moves. */
export const MOVES = 'app-plane-MovesTable'
export const DIRECTORY = 'app-plane-DirectoryTable'
/** What lists need besides their items. */
export const LISTS = 'app-plane-ListsTable'
