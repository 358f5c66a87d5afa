import type { Service, ServiceRoute } from './service.ts'
import type { ServiceEvent } from './service-event.ts'
import { apiTables, tableVariable, workerTables } from './tables-of.ts'
import type { Need } from './tenant-table.ts'

/** What a function that emits events needs to know. */
const OUTBOX = ['OUTBOX_TABLE', 'EVENT_BUS_NAME'] as const

/** The table of what lists need besides their items: which sorts are offered, and the keys of cursors. */
const LISTS = 'LISTS_TABLE'

/** The table of answers that are kept for idempotency keys. */
const IDEMPOTENCY = 'IDEMPOTENCY_TABLE'

/** Whether some of these routes are POSTs, whose answers are kept when they come with an idempotency key. */
export const keepAnswers = (routes: readonly Pick<ServiceRoute, 'method'>[]): boolean =>
  routes.some(({ method }) => method === 'POST')

/** Whether something lists entities. */
const areLists = (needs: readonly Need[]): boolean => needs.some(({ lists }) => lists)

export const apiLists = ({ routes }: Service): boolean => areLists(routes.flatMap(({ needs }) => needs))
export const workerLists = ({ worker }: Service): boolean => areLists(worker?.needs ?? [])

/** The environment variables of a service's API function: infra sets them, and the toolkit reads them. */
export const apiEnvironment = (service: Service): string[] => [
  ...apiTables(service).map(tableVariable),
  ...(apiEvents(service).length > 0 ? OUTBOX : []),
  ...(apiLists(service) ? [LISTS] : []),
  ...(keepAnswers(service.routes) ? [IDEMPOTENCY] : []),
]

/** The environment variables of a service's worker. `ACCESS_ROLE_ARN` is empty where the function's own role is bound to one tenant. */
export const workerEnvironment = (service: Service): string[] => [
  ...workerTables(service).map(tableVariable),
  ...(workerEvents(service).length > 0 ? OUTBOX : []),
  ...(workerLists(service) ? [LISTS] : []),
  'QUEUE_URL',
  'DIRECTORY_TABLE',
  'MOVES_TABLE',
  'POOL_BUS_NAME',
  'ACCESS_ROLE_ARN',
]

/** The events that a service's API function publishes, each once. */
export const apiEvents = ({ routes }: Service): ServiceEvent[] => [
  ...new Set(routes.flatMap(({ emits = [] }) => emits)),
]

export const workerEvents = ({ worker }: Service): ServiceEvent[] => [...(worker?.emits ?? [])]
