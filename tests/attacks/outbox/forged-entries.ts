import { randomUUID } from 'node:crypto'
import { AUDIT_EVENT, type TenantAuditRecord } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, type TenantUserState } from '@tenantry/contracts/events.ts'
import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import { SERVICE_SOURCE, type ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { rightfulData } from '../product/rightful-event.ts'
import { ANNOUNCED, EVENTS } from '../product/services.ts'
import type { World } from '../world/world.ts'

/** What a thief puts into the outbox, under a key of the attacker's. */
export interface ForgedEntry {
  mutation: string
  type: string | undefined
  /** What the event tells; the marker tells it from others. */
  detail(marker: string): object
  /** Attributes beside those that an entry has. */
  more?: object
  /** As whom it must be heard of, if at all. */
  heard: { source: string; type: string } | null
  isRightful?: true
}

/** Under the key of one event type, which IAM lets the session write. */
export function entriesOf(world: World, keyType: string): ForgedEntry[] {
  const event = EVENTS.find(({ type }) => type === keyType)
  return [
    ...(event ? ofService(world, event) : ofPeople(world, keyType)),
    unsent('Noise', 'Noise', (marker) => personOf(world, marker)),
    unsent('without a type', undefined, () => ({})),
    unsent('a suspension', 'sbt_aws_deactivateRequest', () => ({ tenantId: world.victim.config.tenantId })),
    ...ANNOUNCED.filter((type) => type !== keyType).map((type) =>
      unsent(`${type} under the key of ${keyType}`, type, (marker) => rightfulDetail(world, type, marker)),
    ),
  ]
}

/** What an entry of this type tells where nobody forges it. */
function rightfulDetail(world: World, type: string, marker: string): object {
  const event = EVENTS.find((one) => one.type === type)
  return event ? { ...rightfulData(event, world.attacker.goods.ids), marker } : newsOf(world, type, marker)
}

function ofService(world: World, event: ServiceEvent): ForgedEntry[] {
  const { tenantId } = world.victim.config
  const { type } = event
  const data = rightfulData(event, world.attacker.goods.ids)
  const heard = { source: SERVICE_SOURCE, type }
  const forged = (mutation: string, change: object, more?: object): ForgedEntry => ({
    mutation: `${type} ${mutation}`,
    type,
    detail: (marker) => ({ ...data, ...change, marker }),
    ...(more && { more }),
    heard,
  })
  return [
    { ...forged('of the own tenant', {}), isRightful: true },
    forged('that names the victim', { tenantId }),
    forged('with a detail for the victim', { detail: { tenantId, data } }),
    forged('with a key of the victim’s', { key: { partition: outboxPartition(tenantId, type, 0) } }),
    forged('beside the victim’s id', {}, { tenantId, shardId: `${tenantId}-0` }),
  ]
}

function ofPeople(world: World, type: string): ForgedEntry[] {
  const { tenantId } = world.victim.config
  return [
    {
      mutation: 'a person of the own tenant',
      type,
      detail: (marker) => newsOf(world, type, marker),
      heard: { source: APP_PLANE_SOURCE, type },
      isRightful: true,
    },
    unsent('a person of the victim’s', type, (marker) => ({ ...newsOf(world, type, marker), tenantId })),
    unsent('a person of no tenant', type, (marker) => ({ ...newsOf(world, type, marker), tenantId: undefined })),
    unsent('a person of any tenant', type, (marker) => ({ ...newsOf(world, type, marker), tenantId: '*' })),
    unsent('an operator', type, (marker) => byOperator(newsOf(world, type, marker))),
    unsent('news of a suspension', 'sbt_aws_deactivateSuccess', (marker) => personOf(world, marker)),
    unsent('a new tenant', 'sbt_aws_onboardingRequest', (marker) => personOf(world, marker)),
  ]
}

const unsent = (mutation: string, type: string | undefined, detail: ForgedEntry['detail']): ForgedEntry => ({
  mutation,
  type,
  detail,
  heard: null,
})

/** What is told of a person, as their membership or as what somebody changed. */
const newsOf = (world: World, type: string, marker: string): TenantUserState | TenantAuditRecord =>
  type === AUDIT_EVENT ? recordOf(world, marker) : personOf(world, marker)

/** Operators are nobody's people, and change nothing in the app plane. */
const byOperator = (news: TenantUserState | TenantAuditRecord): object =>
  'actor' in news
    ? { ...news, actor: { ...news.actor, kind: 'operator', role: 'SystemAdmin' } }
    : { ...news, role: 'SystemAdmin' }

const recordOf = ({ attacker }: World, userId: string): TenantAuditRecord => ({
  id: randomUUID(),
  at: '2026-01-01T00:00:00.000Z',
  writer: 'users',
  tenantId: attacker.config.tenantId,
  actor: { kind: 'person', id: attacker.admin.userId, email: null, role: 'TenantAdmin' },
  action: 'person.removed',
  object: { kind: 'person', id: userId },
  before: null,
  after: null,
  reason: null,
  sourceIp: null,
  requestId: null,
})

const personOf = ({ attacker }: World, userId: string): TenantUserState => ({
  tenantId: attacker.config.tenantId,
  userId,
  email: `${userId}@attacker.example`,
  role: 'TenantUser',
  state: 'active',
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
})
