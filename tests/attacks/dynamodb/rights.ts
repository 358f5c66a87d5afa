import type { Answering } from '@tenantry/contracts/idempotency.ts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { keepAnswers } from '@tenantry/contracts/service/environment.ts'
import type { Service, ServiceRoute } from '@tenantry/contracts/service/service.ts'
import type { ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { mergeNeeds } from '@tenantry/contracts/service/tables-of.ts'
import { type Need, on } from '@tenantry/contracts/service/tenant-table.ts'
import {
  ANNOUNCED,
  AUDIT,
  DIRECTORY,
  ENTITIES,
  IDEMPOTENCY,
  kindOfTable,
  MEMBERSHIPS,
  MOVES,
  OUTBOX,
  PEOPLE_EVENTS,
  PLATFORM,
  SERVICES,
} from '../product/services.ts'
import { kindOf, type Target } from './target.ts'

/** What the sessions of an access role may do to their tenant's items, as descriptors say it. */
export interface Rights {
  /** Actions by the table's name in every deployment. */
  tables: Record<string, readonly string[]>
  /** The tables whose lists it reads in every order, which are indexes. */
  listed: readonly string[]
  /** Of which event types it reaches the entries in the outbox. */
  announced: readonly string[]
  /** Whose answers it keeps for idempotency keys; null for nobody's. */
  answers: Answering | null
  /** The function in whose name it adds audit records; null for none. */
  audits: string | null
  /** Whether it reaches whatever its tenant has in these tables, whoever wrote it. @default only what is its own to write */
  everyKey?: true
}

/** An index is reached by those who read lists, where it has the table's partition keys, and not at all otherwise. */
export function may({ tables, listed }: Rights, target: Target, action: string, index?: string): boolean {
  if (!tables[kindOf(target)]?.includes(action)) return false
  if (index === undefined) return true
  const found = target.indexes.find(({ name }) => name === index)
  return action === 'Query' && listed.includes(kindOf(target)) && found?.partition === target.partition
}

/** What is added to an outbox is taken away again once it is sent. */
const WRITES_OUTBOX = { [OUTBOX]: ['DeleteItem', 'PutItem'] }
/** While a tenant's data moves, each write checks the fence and adds to the journal; people stay. */
const JOURNALS = { [MOVES]: ['ConditionCheckItem', 'PutItem'] }

/** The session in a service's request context. */
export function servicesRights(role: TenantRole): Rights {
  const routes = routesOf(SERVICES, role)
  return rights(
    routes.flatMap(({ needs }) => needs),
    typesOf(routes.flatMap(({ emits = [] }) => emits)),
    keepAnswers(routes) ? 'services' : null,
  )
}

/** The session of those who manage people. */
export function peopleRights(role: TenantRole): Rights {
  const routes = routesOf(PLATFORM, role)
  const needs = routes.flatMap(({ needs }) => needs)
  // Each change of a membership is recorded and published.
  const changes = change(needs)
  const answers = keepAnswers(routes) ? 'people' : null
  if (!changes) return rights(needs, [], answers)
  const more = rights(needs, PEOPLE_EVENTS, answers)
  return { ...more, tables: { ...more.tables, [AUDIT]: ['PutItem'] }, audits: 'users' }
}

export const workerRights = ({ worker }: Service): Rights => rights(worker?.needs ?? [], typesOf(worker?.emits ?? []))

/** What has been sent is taken away; what could not be sent waits for another time. */
export const SWEEPER_RIGHTS: Rights = {
  tables: { [OUTBOX]: ['DeleteItem', 'UpdateItem'], ...JOURNALS },
  listed: [],
  announced: ANNOUNCED,
  answers: null,
  audits: null,
}

/** Workflows read, write and delete all that a tenant has, wherever it is. */
export const tenantDataRights = (): Rights => ({
  tables: {
    ...rights(
      ENTITIES.map((entity) => on(entity, 'Query', 'GetItem', 'PutItem', 'DeleteItem')),
      [],
    ).tables,
    [MEMBERSHIPS]: ['Query'],
    [DIRECTORY]: ['GetItem', 'Query'],
    [OUTBOX]: ['DeleteItem', 'GetItem', 'PutItem', 'Query'],
    [IDEMPOTENCY]: ['DeleteItem', 'GetItem', 'PutItem', 'Query'],
    [MOVES]: ['ConditionCheckItem', 'DeleteItem', 'PutItem', 'Query', 'UpdateItem'],
    [AUDIT]: ['Query'],
  },
  listed: [],
  announced: [],
  answers: null,
  audits: null,
  everyKey: true,
})

/** A new order of a list is given to each item by itself. */
export const slotFillerRights = (): Rights =>
  rights(
    ENTITIES.map((entity) => on(entity, 'Query', 'UpdateItem')),
    [],
  )

const change = (needs: readonly Need[]): boolean =>
  needs.some(({ actions }) => actions.some((action) => ['PutItem', 'UpdateItem', 'DeleteItem'].includes(action)))

const typesOf = (events: readonly ServiceEvent[]): string[] => [...new Set(events.map(({ type }) => type))]

const routesOf = (services: readonly Service[], role: TenantRole): ServiceRoute[] =>
  services.flatMap(({ routes }) => routes).filter(({ roles }) => roles !== 'public' && roles.includes(role))

const rights = (needs: readonly Need[], announced: readonly string[], answers: Answering | null = null): Rights => ({
  tables: {
    ...Object.fromEntries(mergeNeeds(needs).map(({ table, actions }) => [kindOfTable(table), actions])),
    ...(announced.length > 0 && WRITES_OUTBOX),
    ...(answers && { [IDEMPOTENCY]: ['PutItem'] }),
    ...((change(needs) || announced.length > 0 || answers) && answers !== 'people' && JOURNALS),
  },
  listed: mergeNeeds(needs).flatMap(({ table, lists }) => (lists ? [kindOfTable(table)] : [])),
  announced,
  answers,
  audits: null,
})
