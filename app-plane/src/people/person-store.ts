import { SIGNED_IN_DAYS } from '@tenantry/contracts/timing.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** What counts for a person in every tenant (pk `userId`, Cognito's `sub`). */
export interface PersonStore {
  /** Milliseconds since the epoch: sessions that began before are over. 0 for a person who never ended any. */
  validFrom(userId: string): Promise<number>
  /** Ends what began before `at`. What ended stays ended, in whatever order calls arrive. */
  endSessions(userId: string, at: number): Promise<void>
}

const Person = z.object({ validFrom: z.number() })

const LONGEST_SESSION_SECONDS = SIGNED_IN_DAYS * 24 * 3600

/** The update that ends what began before `at`, unless something later has ended. */
export const endOfSessions = (userId: string, at: number) => ({
  key: { userId },
  update: 'SET validFrom = :at, expiresAt = :expiry',
  condition: 'attribute_not_exists(validFrom) OR validFrom < :at',
  values: { ':at': at, ':expiry': Math.ceil(at / 1000) + LONGEST_SESSION_SECONDS },
})

export function personStore(table: Pick<Table, 'get' | 'update'>): PersonStore {
  return {
    async validFrom(userId) {
      const item = await table.get({ userId })
      return item ? z.parse(Person, item).validFrom : 0
    },
    async endSessions(userId, at) {
      try {
        const { key, ...update } = endOfSessions(userId, at)
        await table.update(key, update)
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
      }
    },
  }
}
