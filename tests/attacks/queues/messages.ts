import type { ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { otherKinds } from '../product/own-ids.ts'
import { envelope, referencesOf, rightfulData } from '../product/rightful-event.ts'
import { EVENTS, WORKERS, workerOf } from '../product/services.ts'
import type { Attempt } from '../suite/attempt.ts'
import { setAt } from '../suite/set-at.ts'
import type { World } from '../world/world.ts'

/** A message to a worker, as a queue hands it over. */
function message(
  world: World,
  worker: string,
  { type }: ServiceEvent,
  mutation: string,
  expected: string,
  body: unknown,
): Attempt {
  return {
    operation: `message ${type} to ${worker}`,
    role: 'whoever reaches the queue',
    mutation,
    expected,
    async send() {
      const record = {
        messageId: 'forged',
        receiptHandle: 'none',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        attributes: { ApproximateReceiveCount: '1' },
      }
      const { batchItemFailures } = await world.account.invoke(worker, { Records: [record] })
      return batchItemFailures?.length === 0 ? 'done' : 'given back'
    },
  }
}

/** For each worker and each event that it consumes: the rightful message, and messages that name a tenant whose entities they are not about. */
export function messagesTo(world: World): { controls: Attempt[]; attempts: Attempt[] } {
  const consumed = WORKERS.flatMap((service) =>
    service.worker.consumes.map((event) => ({ worker: workerOf(service), event, consumes: service.worker.consumes })),
  )
  const own = world.attacker.config.tenantId
  return {
    controls: consumed.map(({ worker, event }) =>
      message(world, worker, event, 'rightful', 'done', envelope(event, { tenantId: own, data: dataOf(world, event) })),
    ),
    attempts: consumed.flatMap(({ worker, event, consumes }) =>
      [...ofOthers(world, event), ...malformed(world, event, consumes)].map(([mutation, body]) =>
        message(world, worker, event, mutation, 'given back', body),
      ),
    ),
  }
}

const dataOf = ({ attacker }: World, event: ServiceEvent): object => rightfulData(event, attacker.goods.ids)

/** Tenants and entities that do not belong together, or are not served. */
function ofOthers(world: World, event: ServiceEvent): [mutation: string, body: object][] {
  const { attacker, victim, suspended, gone } = world
  const own = attacker.config.tenantId
  const data = dataOf(world, event)
  const detail = (tenantId: unknown, about: unknown = data) => envelope(event, { tenantId, data: about })
  const references = referencesOf(event)
  return [
    ['for a suspended tenant', detail(suspended.config.tenantId, rightfulData(event, suspended.goods.ids))],
    ['for a tenant that is gone', detail(gone.config.tenantId, rightfulData(event, gone.goods.ids))],
    ['for a tenant that never was', detail('zzzzzzzzzzzz')],
    ['for any tenant', detail('*')],
    ['for a longer tenant', detail(`${own}0`)],
    ['for a shorter tenant', detail(own.slice(0, -1))],
    ['for a tenant with a shard', detail(`${own}-0`)],
    ['for a tenant in capitals', detail(own.toUpperCase())],
    ['for no tenant', envelope(event, { data })],
    ['for two tenants', detail([own, victim.config.tenantId])],
    // Without a reference nothing tells whose event it is.
    ...(references.length === 0
      ? []
      : ([
          ['own entities for the victim', detail(victim.config.tenantId)],
          ['the victim’s entities for the own tenant', detail(own, rightfulData(event, victim.goods.ids))],
          ['own entities for a suspended tenant', detail(suspended.config.tenantId)],
          ['own entities for a tenant that is gone', detail(gone.config.tenantId)],
        ] as [string, object][])),
    ...references.flatMap(({ entity, path }) =>
      [
        ...otherKinds(world, entity).map(([kind, id]): [string, unknown] => [`an own ${kind}`, id]),
        ['a key', `${victim.config.tenantId}-0`],
        ['nothing', ''],
        ['null', null],
        ['a number', 7],
        ['a list', [victim.goods.ids[entity]?.[0]]],
      ].map(([what, id]): [string, object] => [`${path.join('.')} is ${what}`, detail(own, setAt(data, path, id))]),
    ),
  ]
}

/** What is no event of this worker's, or no event at all. */
function malformed(
  world: World,
  event: ServiceEvent,
  consumes: readonly ServiceEvent[],
): [mutation: string, body: unknown][] {
  const tenantId = world.attacker.config.tenantId
  const data = dataOf(world, event)
  const rightful = { tenantId, data }
  const types = [...EVENTS.filter((other) => !consumes.includes(other)).map(({ type }) => type), 'Noise', '']
  return [
    ...['evil.example', 'sbt.control.plane', 'aws.events', ''].map((source): [string, object] => [
      `of the source "${source}"`,
      envelope(event, rightful, { source }),
    ]),
    ...types.map((type): [string, object] => [
      `of the type "${type}"`,
      envelope(event, rightful, { 'detail-type': type }),
    ]),
    ['without data', envelope(event, { tenantId })],
    ['with data that is null', envelope(event, { tenantId, data: null })],
    ['with data beside the tenant', envelope(event, { tenantId, ...data })],
    ['without a detail', envelope(event, undefined)],
    ['the detail alone', rightful],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
  ]
}
