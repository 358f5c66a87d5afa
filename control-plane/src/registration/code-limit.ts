import { createHash } from 'node:crypto'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { ConditionFailed, Contended, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** How many codes one address gets in an hour, whoever asks for them. */
export interface CodeLimit {
  /** Counts a code that is to be sent; TOO_MANY_CODES when the address has had its share. Call `giveBack` when it was not sent after all. */
  take(email: string): Promise<{ giveBack(): Promise<void> }>
}

const HOUR_MS = 3600_000
/** Each write that failed means that another one got through, and few do in an hour; more would be others that give back. */
const ATTEMPTS = 10

/** When codes were sent, in milliseconds since the epoch, oldest first. */
const Sent = z.object({ times: z.array(z.int()), version: z.int() })

/** In the table of sign-ups, by the hash of the address. */
export function codeLimit(
  table: Pick<Table, 'get' | 'put'>,
  system: Pick<System, 'now'>,
  { perHour }: { perHour: number },
): CodeLimit {
  /** Changes the times of an address on condition that nobody else did meanwhile. */
  async function change(email: string, changed: (recent: number[], now: number) => number[]): Promise<void> {
    const key = { id: `address#${createHash('sha256').update(mailboxOf(email)).digest('base64url')}` }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const item = await table.get(key)
      const { times, version } = item ? z.parse(Sent, item) : { times: [], version: 0 }
      const now = system.now()
      const next = changed(
        times.filter((time) => time > now - HOUR_MS),
        now,
      )
      const expiresAt = Math.ceil((now + HOUR_MS) / 1000)
      try {
        return await table.put(
          { ...key, times: next, version: version + 1, expiresAt },
          item
            ? { condition: 'version = :version', values: { ':version': version } }
            : { condition: 'attribute_not_exists(id)' },
        )
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
      }
    }
    throw new Contended()
  }

  return {
    async take(email) {
      let taken = 0
      await change(email, (recent, now) => {
        const [oldest = now] = recent
        if (recent.length >= perHour) throw tooMany(oldest + HOUR_MS - now)
        taken = now
        return [...recent, now]
      })
      return {
        giveBack: () =>
          change(email, (recent) => {
            const at = recent.lastIndexOf(taken)
            return at < 0 ? recent : recent.toSpliced(at, 1)
          }),
      }
    },
  }
}

/** Addresses that mail servers take for one mailbox share their codes: case does not count, and what follows a plus sign is a tag. */
export function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.trim().normalize('NFKC').toLowerCase().split('@')
  return `${local.replace(/(?<=.)\+.*$/s, '')}@${domain}`
}

function tooMany(waitMs: number): ApiError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new ApiError('TOO_MANY_CODES', `This address was sent as many codes as it gets in an hour. Try again later.`, {
    headers: { 'retry-after': String(seconds) },
  })
}
