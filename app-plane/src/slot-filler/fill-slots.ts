import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { slotUses } from '@tenantry/contracts/service/slot-uses.ts'
import type { Filling, ListState } from '@tenantry/toolkit/list-state.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { fillPage } from './fill-page.ts'
import type { ListStates } from './list-states.ts'
import { nextState } from './next-state.ts'
import type { FilledTenant, Tenants } from './tenants.ts'

export interface FillSlots {
  entities: readonly AnyEntity[]
  states: ListStates
  tenants: Tenants
  /** The table of an entity, under a session of the tenant. */
  tableOf(tenant: FilledTenant, entity: AnyEntity): Promise<Pick<Table, 'query' | 'update'>>
  /** Milliseconds after which no function of the deployment before writes any more. */
  settleMs: number
  /** Milliseconds left of the run. */
  remaining(): number
  system: Pick<System, 'now' | 'sleep'>
  logger: Pick<Logger, 'info' | 'warn'>
}

/** With less left, the next run goes on: a page of writes takes its time. */
const RESERVE_MS = 10_000

/**
 * Brings the items of every table to what the sorts and searches of its entity need, tenant by tenant under the tenant's session, until
 * nothing or little time is left. It goes on where the run before ended. `again` names collections to look through though they are complete.
 */
export async function fillSlots(job: FillSlots, again: readonly string[] = []): Promise<void> {
  for (const entity of job.entities) {
    const { collection } = entity
    const stored = await job.states.get(collection)
    const { now } = job.system
    const next = nextState(stored, slotUses(entity), {
      now: now(),
      settleMs: job.settleMs,
      again: again.includes(collection),
    })
    if (next && !(await job.states.put(collection, next))) continue
    const state = next ?? stored
    if (state?.filling && now() >= state.filling.notBefore) await fillEntity(job, entity, state, state.filling)
  }
}

async function fillEntity(job: FillSlots, entity: AnyEntity, state: ListState, from: Filling): Promise<void> {
  const { states, tenants, tableOf, remaining, system, logger } = job
  const { collection } = entity
  let { version } = state
  let filling = from
  // False when another run does this work.
  const save = (change: Partial<ListState>) =>
    states.put(collection, { ...state, filling, ...change, version: ++version })

  while (remaining() > RESERVE_MS) {
    const { tenantId, shard, after } = filling
    const tenant = tenantId === null ? undefined : await tenants.get(tenantId)
    if (!tenant || shard >= tenant.readShards) {
      const next = await tenants.after(tenantId)
      if (!next) {
        if (await save({ complete: filling.uses, filling: null })) {
          logger.info('slots are filled', { collection, written: filling.written })
        }
        return
      }
      filling = { ...filling, tenantId: next.tenantId, shard: 0, after: null }
      continue
    }
    const table = await tableOf(tenant, entity)
    const page = await fillPage({ table, entity, tenantId: tenant.tenantId, shard, after, system, logger })
    filling = {
      ...filling,
      written: filling.written + page.written,
      ...(page.next === null ? { shard: shard + 1, after: null } : { after: page.next }),
    }
    if (page.written > 0 && !(await save({}))) return
  }
  await save({})
}
