import { listStateId } from '@tenantry/contracts/lists-table.ts'
import { isComplete } from '@tenantry/contracts/offered-sorts.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { slotUse } from '@tenantry/contracts/service/slot-uses.ts'
import * as z from 'zod/mini'
import { type Cursors, openCursors } from './cursors.ts'
import { Complete } from './list-state.ts'
import type { System } from './system.ts'
import type { Table } from './table.ts'

/** What lists need besides their items. */
export interface Lists {
  cursors: Cursors
  /** Whether every item of the entity's table has what this order needs. */
  offers(entity: AnyEntity, sort: string): Promise<boolean>
}

/** An order that is not complete may be so after this many milliseconds. */
const LOOK_AGAIN_MS = 5_000

/**
 * Opens the lists table (pk `id`). What is complete stays so for the code that runs: it is read once. A function that is deployed anew
 * begins without knowing, and one that is replaced ends before its slots are given to others.
 */
export function openLists(table: Pick<Table, 'get' | 'put'>, system: Pick<System, 'now' | 'random' | 'bytes'>): Lists {
  const complete = new Set<string>()
  const lookedAt = new Map<string, number>()

  return {
    cursors: openCursors(table, system),
    async offers(entity, sort) {
      const key = slotUse(entity, sort)
      const name = `${entity.collection} ${key}`
      if (complete.has(name)) return true
      if (system.now() - (lookedAt.get(name) ?? Number.NEGATIVE_INFINITY) < LOOK_AGAIN_MS) return false
      const item = await table.get({ id: listStateId(entity.collection) })
      const isOffered = isComplete(item && z.parse(Complete, item).complete, key)
      if (isOffered) complete.add(name)
      else lookedAt.set(name, system.now())
      return isOffered
    },
  }
}
