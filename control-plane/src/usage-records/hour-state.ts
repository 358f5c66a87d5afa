import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { queryItems } from './query-items.ts'
import { timeText } from './usage-items.ts'

/** Where the objects of an hour are that count; null before the first. */
const PublishedHour = z.object({ sk: z.string(), published: z.optional(z.int()), uses: z.optional(z.string()) })
const HourState = z.object({ generation: z.int(), published: z.optional(z.int()), uses: z.optional(z.string()) })

/** All hours are in one partition, so that a query tells which of a span have anything. */
const HOURS = 'hours'
const stateKey = (hour: number) => ({ pk: HOURS, sk: timeText('hour', hour) })

/** What is known of an hour, whoever's it is. */
export const hourPartition = (hour: number): string => `hour#${timeText('hour', hour)}`

/** The computation whose objects hold all tenants' rows of an hour. */
export async function publishedGeneration(usage: Pick<Table, 'get'>, hour: number): Promise<number | null> {
  const state = z.parse(z.optional(HourState), await usage.get(stateKey(hour)))
  return state?.published ?? null
}

/** The hours of a span in which anything happened, in their order. */
export async function publishedHours(usage: Pick<Table, 'query'>, span: Span): Promise<number[]> {
  return (await hoursOf(usage, span, false)).map(({ hour }) => hour)
}

/** The same with the computation that counts of each, as they are now. */
export async function publishedGenerations(
  usage: Pick<Table, 'query'>,
  span: Span,
): Promise<[hour: number, generation: number][]> {
  const hours = await hoursOf(usage, span, true)
  return hours.flatMap(({ hour, published }) => (published === undefined ? [] : [[hour, published]]))
}

/** The digests of what bills of these hours are shared by, as they are now. */
export async function usesOfHours(usage: Pick<Table, 'query'>, span: Span): Promise<[hour: number, digest: string][]> {
  const hours = await hoursOf(usage, span, true)
  return hours.flatMap(({ hour, uses }) => (uses === undefined ? [] : [[hour, uses]]))
}

interface Span {
  from: number
  to: number
}

async function hoursOf(usage: Pick<Table, 'query'>, { from, to }: Span, consistent: boolean) {
  const keys = { pk: HOURS, first: timeText('hour', from), last: timeText('hour', to) }
  const items = await queryItems(usage, { ...keys, consistent })
  return items
    .map((item) => z.parse(PublishedHour, item))
    .map(({ sk, ...state }) => ({ hour: Date.parse(`${sk}:00:00.000Z`), ...state }))
    .filter(({ hour }) => hour >= from && hour < to)
}

/** Begins a computation: it has a larger number than all before. */
export async function startGeneration(
  usage: Pick<Table, 'update'>,
  hour: number,
): Promise<{ generation: number; published: number | null; uses: string | null }> {
  const item = await usage.update(stateKey(hour), { update: 'ADD generation :one', values: { ':one': 1 } })
  const { generation, published = null, uses = null } = z.parse(HourState, item)
  return { generation, published, uses }
}

/** Makes the objects of a computation count; throws ConditionFailed when those of a later one do. */
export async function publishGeneration(usage: Pick<Table, 'update'>, hour: number, generation: number): Promise<void> {
  await usage.update(stateKey(hour), {
    update: 'SET published = :generation',
    condition: 'attribute_not_exists(published) OR published < :generation',
    values: { ':generation': generation },
  })
}

/** Notes what bills of an hour are shared by, once it is written: the digest tells whether it is still the same. */
export async function keepUses(usage: Pick<Table, 'update'>, hour: number, digest: string): Promise<void> {
  await usage.update(stateKey(hour), { update: 'SET uses = :digest', values: { ':digest': digest } })
}
