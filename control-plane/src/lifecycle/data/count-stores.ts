import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import * as z from 'zod/mini'
import type { Outcome, RunStep, Work } from '../work.ts'
import type { TenantData } from './tenant-data.ts'

const Counting = z.object({ cursor: z.nullable(DataCursor), counts: StoreCounts })
type Member = 'before' | 'after'

/** Counts what a tenant has in all stores, or in these, call by call, into this member of the workflow's progress. */
export async function countStores(
  data: TenantData,
  { tenant, workflow }: Work,
  member: Member,
  stores?: string[],
): Promise<NonNullable<Outcome>> {
  const { cursor, counts } = z.parse(z._default(Counting, { cursor: null, counts: {} }), workflow.progress[member])
  const { tenantId, deployment } = tenant
  const answer = await data(deployment, { operation: 'count', tenantId, cursor, ...(stores && { stores }) })
  const counted = { cursor: answer.cursor, counts: addCounts(counts, answer.counts) }
  return { next: answer.cursor ? 'again' : 'done', progress: { ...workflow.progress, [member]: counted } }
}

/** The step that does no more than this. */
export const counting =
  (member: Member): RunStep<{ data: TenantData }> =>
  ({ data }, work) =>
    countStores(data, work, member)

/** What was counted into a member of the progress. */
export const countsOf = (progress: Work['workflow']['progress'], member: Member): StoreCounts =>
  z.parse(Counting, progress[member]).counts

export const addCounts = (one: StoreCounts, other: StoreCounts): StoreCounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((store) => [
      store,
      (one[store] ?? 0) + (other[store] ?? 0),
    ]),
  )
