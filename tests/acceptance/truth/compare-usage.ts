import type { TenantUsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import * as z from 'zod/mini'
import type { Client } from '../client.ts'
import { add, type Counted, hourIn, NOTHING, rowKey, type Truth } from './count-usage.ts'

/** All rows of a list of usage, page by page. */
export async function everyRow(api: Client, path: string): Promise<TenantUsageView[]> {
  const rows: TenantUsageView[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await api.get(`${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    if (status !== 200) throw new Error(`${path} answered ${status} ${JSON.stringify(body)}`)
    rows.push(...body.items)
    cursor = z.parse(z.nullable(z.string()), body.nextCursor)
  }
  return rows
}

/**
 * Where usage and the truth differ, each with both figures; nothing where they agree. What was cut off by a kill may have been told before, so that
 * a row may be as much larger as that is.
 */
export function differences(usage: readonly TenantUsageView[], truth: Truth, services: readonly string[]): string[] {
  const rows = new Map<string, Counted>()
  const totals: typeof truth.totals = new Map()
  for (const row of usage) {
    const hour = hourIn(Date.parse(row.from))
    add(totals, hour, row)
    if (services.includes(row.service)) add(rows, rowKey(hour, row.tenantId, row.service), row)
  }
  const hours = new Set(totals.keys())
  const isAsked = (key: string) => services.some((service) => key.endsWith(` ${service}`))
  const keys = [...rows.keys(), ...truth.rows.keys()].filter((key) => isAsked(key) && hours.has(key.slice(0, 13)))
  const cutTotals: typeof truth.totals = new Map()
  for (const [key, part] of truth.cut) add(cutTotals, key.slice(0, 13), part)
  const ofRows = [...new Set(keys)].flatMap((key) =>
    // What an authorizer refuses is a good answer of it: only the gateway knows.
    fieldsOf(key.endsWith(' authorizer') ? ['requests', 'readUnits', 'writeUnits', 'billedMs'] : ALL, key, {
      told: rows.get(key),
      counted: truth.rows.get(key),
      cut: truth.cut.get(key),
    }),
  )
  const ofTotals = [...hours].flatMap((hour) =>
    fieldsOf(['readUnits', 'writeUnits', 'billedMs'], `${hour} all`, {
      told: totals.get(hour),
      counted: truth.totals.get(hour),
      cut: cutTotals.get(hour),
    }),
  )
  return [...ofRows, ...ofTotals]
}

const ALL = Object.keys(NOTHING) as (keyof Counted)[]

interface Sides {
  told: Partial<Counted> | undefined
  counted: Partial<Counted> | undefined
  cut: Partial<Counted> | undefined
}

const fieldsOf = (fields: (keyof Counted)[], key: string, { told = {}, counted = {}, cut = {} }: Sides): string[] =>
  fields.flatMap((field) => {
    const [is, least, more] = [told[field] ?? 0, counted[field] ?? 0, cut[field] ?? 0]
    return is < least || is > least + more ? [`${key} ${field}: usage says ${is}, the local cloud ${least}`] : []
  })
