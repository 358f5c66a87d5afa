import type { TenantState } from '@tenantry/contracts/events.ts'
import { ConditionFailed, setting, type Table } from '@tenantry/toolkit/table.ts'
import { DirectoryEntry, directoryReader } from '@tenantry/toolkit/tenant-directory.ts'
import * as z from 'zod/mini'

/** The tenant directory (pk `tenantId`). */
export interface DirectoryStore {
  /** Strongly consistent. */
  get(tenantId: string): Promise<DirectoryEntry | undefined>
  /**
   * Writes the entry when its change is later than the stored one. Else it answers what is stored: of the same sequence when an event
   * is delivered again, of a larger one when it comes late.
   */
  advance(entry: DirectoryEntry): Promise<DirectoryEntry | 'written'>
  /**
   * Takes over a state as `advance` does, and keeps the stored key: nothing else is read, so a suspension holds though API Gateway is busy.
   * `other-key` when no entry has this key.
   */
  follow(state: TenantState): Promise<'written' | 'late' | 'other-key'>
  /** Changes the entry of exactly this sequence; false when another event came between. */
  complete(entry: DirectoryEntry): Promise<boolean>
}

export function directoryStore(table: Table): DirectoryStore {
  return {
    get: directoryReader(table),
    async advance(entry) {
      try {
        // What it has used of its allowances stays.
        const { tenantId, ...attributes } = entry
        const update = setting(attributes)
        await table.update(
          { tenantId },
          {
            ...update,
            condition: `attribute_not_exists(tenantId) OR ${LATER}`,
            values: { ...update.values, ':before': entry.changedAt - DIFFERENCE_MS },
          },
        )
        return 'written'
      } catch (error) {
        if (error instanceof ConditionFailed) return z.parse(DirectoryEntry, error.item)
        throw error
      }
    },
    async follow(state) {
      const { tenantId, apiKey: _, ...attributes } = directoryEntry(state, state.status, null)
      const update = setting(attributes)
      try {
        await table.update(
          { tenantId },
          {
            ...update,
            condition: `(${LATER}) AND #apiKeyId = :apiKeyId AND attribute_type(apiKey, :text)`,
            values: { ...update.values, ':text': 'S', ':before': state.changedAt - DIFFERENCE_MS },
          },
        )
        return 'written'
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
        const stored = z.safeParse(DirectoryEntry, error.item).data
        return stored && isLate(state, stored) ? 'late' : 'other-key'
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

/**
 * Sequences order changes; a change that is clearly later counts whatever they say, so that an event with a huge sequence blinds for no longer
 * than its time says, which is never far ahead (see `assertNotAhead`). Clocks differ by less than this between changes of one tenant.
 */
export const DIFFERENCE_MS = 1000
export const LATER = '#sequence < :sequence OR changedAt < :before'
type Change = Pick<DirectoryEntry, 'sequence' | 'changedAt'>

/** Whether a change came after a later one was stored. */
export const isLate = (change: Change, stored: Change): boolean =>
  stored.sequence >= change.sequence && stored.changedAt >= change.changedAt - DIFFERENCE_MS

/** The entry that an event's state becomes. */
export function directoryEntry(
  state: TenantState,
  status: DirectoryEntry['status'],
  apiKey: string | null,
): DirectoryEntry {
  const { tenantId, tenantName, tier, deployment, readShards, writeShards, journaled, ownPlan } = state
  const { sequence, changedAt, apiKeyId, createdAt } = state
  return {
    tenantId,
    tenantName,
    status,
    tier,
    deployment,
    readShards,
    writeShards,
    journaled,
    ownPlan,
    sequence,
    changedAt,
    apiKeyId,
    apiKey,
    createdAt,
  }
}
