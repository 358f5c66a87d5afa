import { listStateId } from '@tenantry/contracts/lists-table.ts'
import { ListState } from '@tenantry/toolkit/list-state.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** The states of entities' tables, in the lists table. */
export interface ListStates {
  get(collection: string): Promise<ListState | undefined>
  /** False when another run has written since: the version must be one more than the stored one. */
  put(collection: string, state: ListState): Promise<boolean>
}

export function listStates(table: Pick<Table, 'get' | 'put'>): ListStates {
  return {
    async get(collection) {
      const item = await table.get({ id: listStateId(collection) })
      return item && z.parse(ListState, item)
    },
    async put(collection, state) {
      try {
        await table.put(
          { id: listStateId(collection), ...state },
          {
            condition: state.version === 1 ? 'attribute_not_exists(id)' : '#version = :before',
            ...(state.version > 1 && { names: { '#version': 'version' }, values: { ':before': state.version - 1 } }),
          },
        )
        return true
      } catch (error) {
        if (error instanceof ConditionFailed) return false
        throw error
      }
    },
  }
}
