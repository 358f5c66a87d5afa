import {
  type Allowance,
  allowancesOf,
  type Entitlement,
  entitlementsOf,
} from '@tenantry/contracts/service/entitlement.ts'
import type { AnyEntity, Entity } from '@tenantry/contracts/service/entity.ts'
import { apiEnvironment, apiEvents } from '@tenantry/contracts/service/environment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import type { ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { apiTables, tableVariable, workerTables } from '@tenantry/contracts/service/tables-of.ts'
import type * as z from 'zod/mini'
import { entityWrites, staleOr } from './entity-writes.ts'
import { readVariables } from './env.ts'
import { eventBridge } from './events.ts'
import type { AnswersFor } from './http.ts'
import { openLists } from './lists.ts'
import { createLogger, type Logger } from './logger.ts'
import { relay } from './outbox.ts'
import { maximumOf } from './plan.ts'
import { serviceEventSender } from './service-events.ts'
import { type ShardedTable, shardedTable } from './sharded-table.ts'
import { type System, system } from './system.ts'
import { dynamo, table, type Write } from './table.ts'
import { answersToTenants } from './tenant-answers.ts'
import { committing, tenantEntry } from './tenant-outbox.ts'
import type { TenantScope } from './tenant-scope.ts'

/** The door to the items that a tenant has of an entity: there is none without a scope. */
export type EntitiesOf<E extends AnyEntity> =
  E extends Entity<infer T, infer Sort> ? (tenant: TenantScope) => ShardedTable<T, Sort> : never

export interface EmittedEvent<Event extends ServiceEvent = ServiceEvent> {
  event: Event
  data: z.input<Event['data']>
}

/** Writes all or none, with the events that report them. The events are published right after the transaction. */
export type Commit = (tenant: TenantScope, writes: Write[], events: EmittedEvent[]) => Promise<void>

/** What the code of a service works with. */
export interface OpenService {
  entity<T extends { id: string }, Sort extends string>(
    entity: Entity<T, Sort>,
  ): (tenant: TenantScope) => ShardedTable<T, Sort>
  commit: Commit
  /** Whether the tenant's plan has something; throws for what the service does not declare. */
  isEntitled(tenant: TenantScope, entitlement: Entitlement): boolean
  /** The most of something that the tenant's plan has; null where it has no maximum. Throws for what the service does not declare. */
  maximumOf(tenant: TenantScope, allowance: Allowance): number | null
  logger: Logger
  system: System
}

/** Opens a service for its API function, with the environment that infra derives from the same descriptor. */
export function openService<const S extends Service>(
  service: S,
  source: NodeJS.ProcessEnv,
): OpenService & { answers: AnswersFor<S['routes'][number]> } {
  const env = readVariables(apiEnvironment(service), source)
  const { IDEMPOTENCY_TABLE } = env
  const answers = IDEMPOTENCY_TABLE === undefined ? null : answersToTenants(IDEMPOTENCY_TABLE, 'services')
  // The environment has the table for services with a POST, as the type says.
  return { ...openWith(service, env, apiEvents(service)), answers: answers as AnswersFor<S['routes'][number]> }
}

export function openWith(service: Service, env: Record<string, string>, events: ServiceEvent[]): OpenService {
  const { name } = service
  const logger = createLogger(name)
  const types = new Set(events.map(({ type }) => type))
  const lists = env.LISTS_TABLE === undefined ? null : openLists(table(dynamo(), env.LISTS_TABLE), system)
  const entityTables = new Set(entityTablesOf(service).map((table) => env[tableVariable(table)] ?? ''))
  const asked = new Set<Entitlement>([...entitlementsOf([service]), ...allowancesOf([service])])
  const assertAsked = (what: Entitlement) => {
    if (!asked.has(what)) throw new Error(`${name} does not declare that it asks for ${what.key}`)
  }
  const outbox = types.size > 0 ? openOutbox(env, types, logger) : null

  return {
    entity: (entity) => {
      const tableName = env[tableVariable(entity)]
      if (!tableName) throw new Error(`No route or worker of ${name} says that it needs the table ${entity.collection}`)
      return (tenant) => shardedTable({ table: tenant.table(tableName), tenant, entity, system, lists })
    },
    async commit(tenant, writes, emitted) {
      const guarded = entityWrites(tenant.versions, entityTables, writes)
      const unless = (error: unknown) => Promise.reject(staleOr(error, tenant.versions, writes))
      if (emitted.length === 0) return tenant.transact(guarded).catch(unless)
      const unknown = emitted.find(({ event }) => !types.has(event.type))
      if (!outbox || unknown) throw new Error(`${name} does not declare that it emits ${unknown?.event.type}`)
      const entries = emitted.map(({ event: { type }, data }) =>
        tenantEntry(tenant.tenantId, { type, detail: data }, system),
      )
      await outbox(tenant, guarded, entries).catch(unless)
    },
    isEntitled(tenant, entitlement) {
      assertAsked(entitlement)
      return tenant.plan.entitlements.includes(entitlement.key)
    },
    maximumOf(tenant, allowance) {
      assertAsked(allowance)
      return maximumOf(tenant, allowance)
    },
    logger,
    system,
  }
}

const entityTablesOf = (service: Service) =>
  [...apiTables(service), ...workerTables(service)].filter(({ keys }) => keys === 'shards')

function openOutbox(env: Record<string, string>, types: Set<string>, logger: Logger) {
  const { OUTBOX_TABLE = '', EVENT_BUS_NAME = '' } = env
  const send = serviceEventSender(eventBridge(), EVENT_BUS_NAME, (type) => types.has(type))
  return committing(OUTBOX_TABLE, relay(send, logger))
}
