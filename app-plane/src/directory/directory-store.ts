import { ConditionFailed, setting, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { DirectoryEntry } from './directory-entry.ts'

/** The tenant directory (pk `tenantId`). */
export interface DirectoryStore {
  /** Strongly consistent. */
  get(tenantId: string): Promise<DirectoryEntry | undefined>
  /**
   * Writes the entry when its sequence is larger than the stored one. Else it answers what is stored: of the same sequence when an event
   * is delivered again, of a larger one when it comes late.
   */
  advance(entry: DirectoryEntry): Promise<DirectoryEntry | 'written'>
  /** Changes the entry of exactly this sequence; false when another event came between. */
  complete(entry: DirectoryEntry): Promise<boolean>
}

export function directoryStore(table: Table): DirectoryStore {
  return {
    async get(tenantId) {
      const item = await table.get({ tenantId })
      return item && z.parse(DirectoryEntry, item)
    },
    async advance(entry) {
      try {
        await table.put(entry, {
          condition: 'attribute_not_exists(tenantId) OR #sequence < :sequence',
          names: { '#sequence': 'sequence' },
          values: { ':sequence': entry.sequence },
        })
        return 'written'
      } catch (error) {
        if (error instanceof ConditionFailed) return z.parse(DirectoryEntry, error.item)
        throw error
      }
    },
    async complete({ tenantId, ...attributes }) {
      try {
        await table.update({ tenantId }, { ...setting(attributes), condition: '#sequence = :sequence' })
        return true
      } catch (error) {
        if (error instanceof ConditionFailed) return false
        throw error
      }
    },
  }
}
