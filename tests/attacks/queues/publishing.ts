import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE, DETAIL_TYPES } from '@tenantry/contracts/events.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICE_SOURCE, type ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { EVENT_BUS_NAME } from '@tenantry/infra/names.ts'
import { verdict } from '../dynamodb/matrix.ts'
import { rightfulData } from '../product/rightful-event.ts'
import { EVENTS, FUNCTIONS, functionOf, SERVICES, workerOf } from '../product/services.ts'
import type { Attempt } from '../suite/attempt.ts'
import { type Credentials, clientOf } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

interface Entry {
  source: string
  type: string
  detail?: object
}

/** Someone who could reach the bus. */
export interface Thief {
  role: string
  credentials: Credentials
  /** The function whose role it is. */
  of?: string
}

/** Sends what a tenant's outbox holds, of whatever service. */
const SWEEPER = 'OutboxSweeper'

/** Who publishes what: a function of a service its own events, and nobody those of others. */
export function publishing(world: World, thieves: Thief[]): { controls: Attempt[]; attempts: Attempt[] } {
  const attempt = (thief: Thief, mutation: string, expected: string, entries: Entry[]): Attempt => ({
    operation: 'events:PutEvents',
    role: thief.role,
    mutation,
    expected,
    send: () => verdict(() => put(world, thief.credentials, entries)),
  })
  const administrator: Thief = { role: 'administrator', credentials: world.endpoints.credentials }
  const noise = { source: SERVICE_SOURCE, type: 'Noise' }
  const rightful = (event: ServiceEvent): Entry => ({
    source: SERVICE_SOURCE,
    type: event.type,
    detail: { tenantId: world.attacker.config.tenantId, data: rightfulData(event, world.attacker.goods.ids) },
  })
  return {
    controls: [
      attempt(administrator, 'rightful', 'allowed', [noise]),
      ...thieves.flatMap((thief) =>
        publishedBy(thief).map((event) => attempt(thief, `its own ${event.type}`, 'allowed', [rightful(event)])),
      ),
    ],
    attempts: thieves
      .filter(({ of }) => of !== SWEEPER)
      .flatMap((thief) => {
        const own = publishedBy(thief)
        const [first] = own
        const others = EVENTS.filter((event) => !own.includes(event)).map(rightful)
        return [
          attempt(thief, 'of no service', 'AccessDeniedException', [noise]),
          ...others.map((entry) => attempt(thief, `another’s ${entry.type}`, 'AccessDeniedException', [entry])),
          ...own.map((event) =>
            attempt(thief, `its own ${event.type} of another source`, 'AccessDeniedException', [
              { ...rightful(event), source: APP_PLANE_SOURCE },
            ]),
          ),
          ...(first
            ? [attempt(thief, 'its own, then another', 'AccessDeniedException', [rightful(first), noise])]
            : []),
          ...(isPlatform(thief) ? [] : platformEvents().map((entry) =>
            attempt(thief, `${entry.type} of ${entry.source}`, 'AccessDeniedException', [entry]),
          )),
        ]
      }),
  }
}

const isPlatform = ({ of }: Thief): boolean => of !== undefined && !FUNCTIONS.includes(of)

/** What makes tenants and people: no product function speaks for the platform. */
const platformEvents = (): Entry[] =>
  [APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE].flatMap((source) => DETAIL_TYPES.map((type) => ({ source, type })))

const publishedBy = ({ of }: Thief): ServiceEvent[] => [
  ...new Set(
    SERVICES.flatMap((service: Service) => [
      ...(of === functionOf(service) ? service.routes.flatMap(({ emits = [] }) => emits) : []),
      ...(of === workerOf(service) ? (service.worker?.emits ?? []) : []),
    ]),
  ),
]

const put = ({ endpoints }: World, credentials: Credentials, entries: Entry[]) =>
  new EventBridgeClient(clientOf(endpoints, credentials)).send(
    new PutEventsCommand({
      Entries: entries.map(({ source, type, detail = {} }) => ({
        EventBusName: EVENT_BUS_NAME,
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      })),
    }),
  )
