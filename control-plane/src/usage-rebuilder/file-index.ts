import { DAY } from '@tenantry/metering/hours.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { hourPartition } from '../usage-records/hour-state.ts'

/** Longer than files are kept. */
const KEPT_DAYS = 100
const Key = z.object({ sk: z.string() })

/** What an hour is computed from, and which computations of it have begun to write and may have died. */
export interface FileIndex {
  addFile(hour: number, key: string): Promise<void>
  addPending(hour: number, generation: number): Promise<void>
  deletePending(hour: number, generation: number): Promise<void>
  of(hour: number): Promise<{ files: string[]; pending: number[] }>
}

const FILE = 'file#'
const PENDING = 'pending#'

export function fileIndex(usage: Pick<Table, 'put' | 'delete' | 'query'>, now: () => number): FileIndex {
  const place = (hour: number, sk: string) => ({ pk: hourPartition(hour), sk })
  const expiring = () => ({ expiresAt: Math.floor((now() + KEPT_DAYS * DAY) / 1_000) })
  return {
    addFile: (hour, key) => usage.put({ ...place(hour, `${FILE}${key}`), ...expiring() }),
    addPending: (hour, generation) => usage.put({ ...place(hour, `${PENDING}${generation}`), ...expiring() }),
    async deletePending(hour, generation) {
      await usage.delete(place(hour, `${PENDING}${generation}`))
    },
    async of(hour) {
      const keys: string[] = []
      let after: Record<string, unknown> | undefined
      do {
        const page = await usage.query({
          key: 'pk = :pk',
          values: { ':pk': hourPartition(hour) },
          attributes: ['sk'],
          ...(after && { after }),
        })
        keys.push(...page.items.map((item) => z.parse(Key, item).sk))
        after = page.next
      } while (after)
      const behind = (prefix: string) => keys.flatMap((sk) => (sk.startsWith(prefix) ? sk.slice(prefix.length) : []))
      return { files: behind(FILE), pending: behind(PENDING).map(Number) }
    },
  }
}
