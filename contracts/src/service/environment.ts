import type { Service } from './service.ts'
import type { ServiceEvent } from './service-event.ts'
import { apiTables, tableVariable, workerTables } from './tables-of.ts'

/** What a function that emits events needs to know. */
const OUTBOX = ['OUTBOX_TABLE', 'EVENT_BUS_NAME'] as const

/** The environment variables of a service's API function: infra sets them, and the toolkit reads them. */
export const apiEnvironment = (service: Service): string[] => [
  ...apiTables(service).map(tableVariable),
  ...(apiEvents(service).length > 0 ? OUTBOX : []),
]

/** The environment variables of a service's worker. `ACCESS_ROLE_ARN` is empty where the function's own role is bound to one tenant. */
export const workerEnvironment = (service: Service): string[] => [
  ...workerTables(service).map(tableVariable),
  ...(workerEvents(service).length > 0 ? OUTBOX : []),
  'QUEUE_URL',
  'DIRECTORY_TABLE',
  'ACCESS_ROLE_ARN',
]

/** The events that a service's API function publishes, each once. */
export const apiEvents = ({ routes }: Service): ServiceEvent[] => [
  ...new Set(routes.flatMap(({ emits = [] }) => emits)),
]

export const workerEvents = ({ worker }: Service): ServiceEvent[] => [...(worker?.emits ?? [])]
