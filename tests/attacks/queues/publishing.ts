import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE, DETAIL_TYPES } from '@tenantry/contracts/events.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICE_SOURCE, type ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { EVENT_BUS_NAME } from '@tenantry/infra/names.ts'
import { verdict } from '../dynamodb/matrix.ts'
import { rightfulData } from '../product/rightful-event.ts'
import { EVENTS, functionOf, PEOPLE_EVENTS, SERVICES, workerOf } from '../product/services.ts'
import type { Thief } from '../product/thieves.ts'
import type { Attempt } from '../suite/attempt.ts'
import { type Credentials, clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

interface Entry {
  source: string
  type: string
  detail?: object
}

/** Sends what tenants' outboxes hold, of whatever service. */
const SWEEPER = 'OutboxSweeper'

const PEOPLE: readonly string[] = PEOPLE_EVENTS
/** Every event of the platform. */
const PLATFORM: readonly string[] = [...DETAIL_TYPES, AUDIT_EVENT]
/** What functions of the platform say for the app plane; nobody there speaks for the control plane. */
const SAID_BY: Record<string, readonly string[]> = {
  Users: PEOPLE,
  TokenTrigger: PEOPLE,
  [SWEEPER]: PEOPLE,
  TenantDirectory: [
    ...PEOPLE,
    'sbt_aws_provisionSuccess',
    'sbt_aws_provisionFailure',
    'sbt_aws_activateSuccess',
    'sbt_aws_activateFailure',
    'sbt_aws_deactivateSuccess',
    'sbt_aws_deactivateFailure',
  ],
}

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
    attempts: thieves.flatMap((thief) => {
      const own = publishedBy(thief)
      const [first] = own
      const others = thief.of === SWEEPER ? [] : EVENTS.filter((event) => !own.includes(event)).map(rightful)
      const refused = (mutation: string, entries: Entry[]) => attempt(thief, mutation, 'AccessDeniedException', entries)
      return [
        refused('of no service', [noise]),
        ...others.map((entry) => refused(`another’s ${entry.type}`, [entry])),
        ...own.map((event) =>
          refused(`its own ${event.type} of another source`, [{ ...rightful(event), source: APP_PLANE_SOURCE }]),
        ),
        ...(first ? [refused('its own, then another', [rightful(first), noise])] : []),
        ...platformEvents(thief).map((entry) => refused(`${entry.type} of ${entry.source}`, [entry])),
      ]
    }),
  }
}

/** What makes tenants and people, as far as it is not for this one to say. */
const platformEvents = ({ of = '' }: Thief): Entry[] => [
  ...PLATFORM.map((type) => ({ source: CONTROL_PLANE_SOURCE, type })),
  ...PLATFORM.filter((type) => !SAID_BY[of]?.includes(type)).map((type) => ({ source: APP_PLANE_SOURCE, type })),
]

const publishedBy = ({ of }: Thief): ServiceEvent[] => [
  ...new Set(
    SERVICES.flatMap((service: Service) => [
      ...(of === functionOf(service) ? service.routes.flatMap(({ emits = [] }) => emits) : []),
      ...(of === workerOf(service) ? (service.worker?.emits ?? []) : []),
    ]),
  ),
]

const put = ({ endpoints }: World, credentials: Credentials, entries: Entry[]) =>
  clientAs(EventBridgeClient, endpoints, credentials).send(
    new PutEventsCommand({
      Entries: entries.map(({ source, type, detail = {} }) => ({
        EventBusName: EVENT_BUS_NAME,
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      })),
    }),
  )
