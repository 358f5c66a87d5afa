import { createHash } from 'node:crypto'
import { exclusively, Locked } from '@tenantry/toolkit/lock.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/**
 * What is known of e-mail addresses (pk `id`): who changes one just now, and what the index of memberships may not show yet. The same
 * person is invited and removed by tenants that do not know of each other, and Cognito has no transactions.
 */
export interface AddressBook {
  /**
   * Does work while nothing else is done with this address; waits for a few seconds, then throws Locked. A step that takes something away asks
   * first whether the address is still held.
   */
  alone<T>(email: string, work: (assertHeld: () => void) => Promise<T>): Promise<T>
  /** Notes that a tenant has this person as a member, or has them no more; `alone` only. */
  note(email: string, tenantId: string, isMember: boolean): Promise<void>
  /** Of the tenants that the index shows, those that the person really belongs to, and those that it does not show yet. */
  correct(email: string, indexed: string[]): Promise<string[]>
  /** Names the tenant that the mail which Cognito is about to send invites to; `alone` only. */
  announce(email: string, tenantId: string): Promise<void>
  /** The tenant that was named last. */
  invitingTenant(email: string): Promise<string | undefined>
}

const Entry = z.object({
  invitingTenant: z.optional(z.string()),
  /** By tenant: whether the person is its member, since when, in milliseconds since the epoch. */
  recent: z.record(z.string(), z.object({ at: z.number(), isMember: z.boolean() })),
})
type Entry = z.infer<typeof Entry>

/** The index shows a change within a second; what is older than this, it shows for certain. */
const RECENT_MS = 5 * 60_000
/** Longer than a request may take. Those who wait after a crash, also an event that is delivered again, outlast it. */
const LEASE_MS = 12_000
/** What is kept has no use after a mail was sent and the index has caught up. */
const KEPT_SECONDS = 24 * 3600
/** Milliseconds between looks at an address that is being changed: about five seconds in all, and a request may take ten. */
const WAITS_MS = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]

/** Stands for an address in keys. Addresses are compared in lower case, as the pool compares them. */
export const addressId = (email: string): string => createHash('sha256').update(email.toLowerCase()).digest('base64url')

export function addressBook(
  table: Pick<Table, 'get' | 'put' | 'delete'>,
  system: Pick<System, 'now' | 'uuid' | 'sleep' | 'bytes'>,
): AddressBook {
  const keyOf = (email: string) => ({ id: `address#${addressId(email)}` })

  async function read(email: string): Promise<Entry> {
    const item = await table.get(keyOf(email))
    return item ? z.parse(Entry, item) : { recent: {} }
  }

  async function write(email: string, entry: Entry): Promise<void> {
    const now = system.now()
    const recent = Object.entries(entry.recent).filter(([, { at }]) => at > now - RECENT_MS)
    const expiresAt = Math.floor(now / 1000) + KEPT_SECONDS
    await table.put({ ...keyOf(email), ...entry, recent: Object.fromEntries(recent), expiresAt })
  }

  return {
    async alone(email, work) {
      const key = { id: `lock#${addressId(email)}` }
      for (let attempt = 0; ; attempt++) {
        try {
          return await exclusively({ table, key, system, leaseMs: LEASE_MS }, work)
        } catch (error) {
          const wait = WAITS_MS[attempt]
          if (!(error instanceof Locked) || wait === undefined) throw error
          // Those who wait must not come back in step.
          await system.sleep((wait * (256 + (system.bytes(1)[0] ?? 0))) / 512)
        }
      }
    },
    async note(email, tenantId, isMember) {
      const entry = await read(email)
      const recent = { ...entry.recent, [tenantId]: { at: system.now(), isMember } }
      await write(email, { ...entry, recent })
    },
    async correct(email, indexed) {
      const { recent } = await read(email)
      const lately = Object.entries(recent).filter(([, { at }]) => at > system.now() - RECENT_MS)
      const left = new Set(lately.filter(([, { isMember }]) => !isMember).map(([tenantId]) => tenantId))
      const joined = lately.filter(([, { isMember }]) => isMember).map(([tenantId]) => tenantId)
      return [...new Set([...indexed.filter((tenantId) => !left.has(tenantId)), ...joined])]
    },
    async announce(email, tenantId) {
      await write(email, { ...(await read(email)), invitingTenant: tenantId })
    },
    invitingTenant: async (email) => (await read(email)).invitingTenant,
  }
}
