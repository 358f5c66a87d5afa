import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICE_SOURCE, type ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import * as z from 'zod/mini'
import { type Reference, referencesIn } from '../suite/body-members.ts'
import { sampleOf } from '../suite/sample.ts'
import type { JsonSchema } from '../world/route.ts'
import { type IdsByEntity, withIds } from './rightful-body.ts'
import { EVENTS, emittedBy } from './services.ts'

const schemaOf = ({ data }: ServiceEvent): JsonSchema => z.toJSONSchema(data, { io: 'input' }) as JsonSchema

/** What an event says of a tenant's own entities. */
export function rightfulData(event: ServiceEvent, ids: IdsByEntity): object {
  const schema = schemaOf(event)
  return withIds(schema, sampleOf(schema, event.type) as object, ids)
}

/** The members of an event's data that name entities. */
export function referencesOf(event: ServiceEvent): Reference[] {
  const schema = schemaOf(event)
  return referencesIn(schema, sampleOf(schema, event.type)).filter(({ present }) => present)
}

/** An event as the bus delivers it. */
export const envelope = ({ type }: Pick<ServiceEvent, 'type'>, detail: unknown, change: object = {}): object => ({
  version: '0',
  id: 'attack',
  source: SERVICE_SOURCE,
  'detail-type': type,
  detail,
  ...change,
})

/** The events that a service does not publish. */
export const eventsOfOthers = (service: Pick<Service, 'routes' | 'worker'>): ServiceEvent[] =>
  EVENTS.filter((event) => !emittedBy(service).includes(event))
