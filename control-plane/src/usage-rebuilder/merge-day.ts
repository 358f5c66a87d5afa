import { DAY, HOUR } from '@tenantry/metering/hours.ts'
import { mergeRows } from '@tenantry/metering/usage-row.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { queryItems } from '../usage-records/query-items.ts'
import { UsageItem, usageKey } from '../usage-records/usage-items.ts'

const Version = z.optional(z.object({ version: z.int() }))
const TRIES = 10

/** Merges the hours of a tenant's day. Hours may be computed at the same time: who merges last has read what all wrote. */
export async function mergeDay(usage: Pick<Table, 'get' | 'put' | 'query'>, pk: string, hour: number): Promise<void> {
  const day = Math.floor(hour / DAY) * DAY
  const key = { pk, sk: usageKey('day', day) }
  for (let tried = 1; ; tried++) {
    const before = z.parse(Version, await usage.get(key))?.version ?? 0
    const items = await queryItems(usage, {
      pk,
      first: usageKey('hour', day),
      last: usageKey('hour', day + DAY - HOUR),
    })
    const hours = items.map((item) => z.parse(UsageItem, item))
    const rows = mergeRows(hours.flatMap((one) => one.rows))
    const tier = hours.findLast((one) => one.tier !== null)?.tier ?? null
    try {
      await usage.put(
        { ...key, tier, rows, version: before + 1 },
        {
          condition: before === 0 ? 'attribute_not_exists(version)' : 'version = :before',
          ...(before > 0 && { values: { ':before': before } }),
        },
      )
      return
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tried === TRIES) throw error
    }
  }
}
