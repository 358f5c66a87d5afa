import { SIGNED_IN_DAYS } from '@tenantry/contracts/timing.ts'
import * as z from 'zod/mini'
import { ConditionFailed, type Item, type Table } from './table.ts'

/** Since when the sessions of people count, whoever they are. */
export interface SessionEnds {
  /** Milliseconds since the epoch: sessions that began before are over. 0 for a person who never ended any. */
  validFrom(userId: string): Promise<number>
  /** Ends what began before `at`. What ended stays ended, in whatever order calls arrive. */
  endSessions(userId: string, at: number): Promise<void>
}

const End = z.object({ validFrom: z.number() })

const LONGEST_SESSION_SECONDS = SIGNED_IN_DAYS * 24 * 3600

/** The update that ends what began before `at`, unless something later has ended. */
export const endOfSessions = (at: number) => ({
  update: 'SET validFrom = :at, expiresAt = :expiry',
  condition: 'attribute_not_exists(validFrom) OR validFrom < :at',
  values: { ':at': at, ':expiry': Math.ceil(at / 1000) + LONGEST_SESSION_SECONDS },
})

/** In a table that has an item for each person, by Cognito's `sub`. */
export const sessionEnds = (table: Pick<Table, 'get' | 'update'>, keyOf: (userId: string) => Item): SessionEnds => ({
  async validFrom(userId) {
    const item = await table.get(keyOf(userId))
    return item ? z.parse(End, item).validFrom : 0
  },
  async endSessions(userId, at) {
    try {
      await table.update(keyOf(userId), endOfSessions(at))
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  },
})

/**
 * Whether a session that began then, in seconds since the epoch as tokens tell it (`auth_time`), is over. One that began in the second of the end
 * began after it.
 */
export const isEnded = (authTime: number, validFrom: number): boolean => authTime < Math.floor(validFrom / 1000)
