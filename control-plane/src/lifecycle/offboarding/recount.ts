import * as z from 'zod/mini'
import type { TenantPeople } from '../../tenants/tenant-people.ts'
import { countStores } from '../data/count-stores.ts'
import type { DataServices } from '../export/export-data.ts'
import type { RunStep } from '../work.ts'

export interface CountingServices extends DataServices {
  people: Pick<TenantPeople, 'list'>
}

/** How many people the control plane knew before, and how often this step has waited for it to hear of their leaving. */
export const Known = z.object({ before: z.int(), after: z.int(), waits: z.int() })
const PAGE = 100
const WAITS = 20
const WAIT_SECONDS = 15

/** Counts all there is before anything is deleted, also in the control plane. */
export const countBefore: RunStep<CountingServices> = async (services, work) => {
  const outcome = await countStores(services.data, work, 'before')
  if (outcome.next !== 'done') return outcome
  const before = await countPeople(services.people, work.tenant.tenantId)
  return { ...outcome, progress: { ...outcome.progress, known: { before, after: before, waits: 0 } } }
}

/** Counts what is left, once the control plane has heard that the people are gone. */
export const countAfter: RunStep<CountingServices> = async (services, work) => {
  const known = z.parse(Known, work.workflow.progress.known)
  const after = await countPeople(services.people, work.tenant.tenantId)
  if (after > 0 && known.waits < WAITS) {
    const waiting = { ...known, waits: known.waits + 1 }
    return { next: 'wait', seconds: WAIT_SECONDS, progress: { ...work.workflow.progress, known: waiting } }
  }
  const outcome = await countStores(services.data, work, 'after')
  return { ...outcome, progress: { ...outcome.progress, known: { ...known, after } } }
}

async function countPeople(people: Pick<TenantPeople, 'list'>, tenantId: string): Promise<number> {
  let count = 0
  let after: string | null = null
  for (;;) {
    const page: { userId: string }[] = await people.list(tenantId, { limit: PAGE, after })
    count += page.length
    if (page.length < PAGE) return count
    after = page.at(-1)?.userId ?? null
  }
}
