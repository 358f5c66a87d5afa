import { peoplesPlace } from '@tenantry/contracts/deployment.ts'
import * as z from 'zod/mini'
import type { DataServices } from '../export/export-data.ts'
import type { RunStep } from '../work.ts'

export const Removed = z.object({ members: z.int(), accounts: z.int() })

/** Takes all people out of the tenant, and those out of the pool who belong to no other one. */
export const removePeople: RunStep<DataServices> = async ({ data }, { tenant, workflow }) => {
  const before = z.parse(z._default(Removed, { members: 0, accounts: 0 }), workflow.progress.people)
  const { tenantId, deployment } = tenant
  const { isDone, members, accounts } = await data(peoplesPlace(deployment), { operation: 'remove-people', tenantId })
  const people = { members: before.members + members, accounts: before.accounts + accounts }
  return { next: isDone ? 'done' : 'again', progress: { ...workflow.progress, people } }
}
