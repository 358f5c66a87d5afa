import { SLOT_GROUPS, type SlotGroup, slotGroupOf, slotsKey, WORKFLOW_KINDS } from '@tenantry/contracts/workflows.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** One run of a workflow. */
export const Run = z.object({
  kind: z.enum(WORKFLOW_KINDS),
  tenantId: z.string(),
  workflowId: z.string(),
  attempt: z.int(),
})
export type Run = z.infer<typeof Run>

/** How many runs of each group there may be at once. */
export type MostRuns = Record<SlotGroup, number>

/** What operators start is little, and each run makes few calls in a second. */
const MOST_WORK = 20
export const mostRuns = (onboardings: number): MostRuns => ({ onboarding: onboardings, work: MOST_WORK })

/**
 * How many workflows run at once is bounded: a flood of them must slow nobody down, and API Gateway makes few keys in a second. A run holds a
 * slot of its group from before its state machine starts until it has ended; the others wait, each in its record. What a crash left is put right by
 * control-plane/src/workflow-slots.
 */
export interface Slots {
  /** Takes a slot unless all are taken; a run that has one keeps it. */
  take(run: Run): Promise<boolean>
  free(run: Run): Promise<void>
  /** The runs that have one. */
  holders(): Promise<Run[]>
}

const Holders = z.object({ holders: z.optional(z.set(z.string())) })
const keyOf = (group: SlotGroup) => ({ pk: slotsKey(group), sk: 'slots' })

export function slots(table: Pick<Table, 'get' | 'update'>, most: MostRuns): Slots {
  return {
    async take(run) {
      const group = slotGroupOf(run.kind)
      try {
        await table.update(keyOf(group), {
          update: 'ADD holders :one',
          condition: 'attribute_not_exists(holders) OR size(holders) < :most OR contains(holders, :run)',
          values: { ':one': new Set([textOf(run)]), ':run': textOf(run), ':most': most[group] },
        })
        return true
      } catch (error) {
        if (error instanceof ConditionFailed) return false
        throw error
      }
    },
    async free(run) {
      const key = keyOf(slotGroupOf(run.kind))
      await table.update(key, { update: 'DELETE holders :one', values: { ':one': new Set([textOf(run)]) } })
    },
    async holders() {
      const items = await Promise.all(SLOT_GROUPS.map((group) => table.get(keyOf(group))))
      return items.flatMap((item) => (item ? [...(z.parse(Holders, item).holders ?? [])].map(runOf) : []))
    },
  }
}

const textOf = ({ kind, tenantId, workflowId, attempt }: Run): string => [kind, tenantId, workflowId, attempt].join('/')

function runOf(text: string): Run {
  const [kind, tenantId, workflowId, attempt] = text.split('/')
  return z.parse(Run, { kind, tenantId, workflowId, attempt: Number(attempt) })
}
