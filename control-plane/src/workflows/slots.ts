import { SLOTS } from '@tenantry/contracts/workflows.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** One run of a workflow. */
export const Run = z.object({ tenantId: z.string(), workflowId: z.string(), attempt: z.int() })
export type Run = z.infer<typeof Run>

/**
 * How many workflows of a kind run at once is bounded: a flood of them must slow nobody down, and API Gateway makes few keys in a second. A run holds a
 * slot from before its state machine starts until it has ended; the others wait, each in its record. What a crash left is put right by
 * control-plane/src/onboarding-slots.
 */
export interface Slots {
  /** Takes a slot unless all are taken; a run that has one keeps it. */
  take(run: Run): Promise<boolean>
  free(run: Run): Promise<void>
  /** The runs that have one. */
  holders(): Promise<Run[]>
}

const Holders = z.object({ holders: z.optional(z.set(z.string())) })
const KEY = { pk: SLOTS, sk: 'slots' }

export function slots(table: Pick<Table, 'get' | 'update'>, { most }: { most: number }): Slots {
  return {
    async take(run) {
      try {
        await table.update(KEY, {
          update: 'ADD holders :one',
          condition: 'attribute_not_exists(holders) OR size(holders) < :most OR contains(holders, :run)',
          values: { ':one': new Set([textOf(run)]), ':run': textOf(run), ':most': most },
        })
        return true
      } catch (error) {
        if (error instanceof ConditionFailed) return false
        throw error
      }
    },
    async free(run) {
      await table.update(KEY, { update: 'DELETE holders :one', values: { ':one': new Set([textOf(run)]) } })
    },
    async holders() {
      const item = await table.get(KEY)
      return item ? [...(z.parse(Holders, item).holders ?? [])].map(runOf) : []
    },
  }
}

const textOf = ({ tenantId, workflowId, attempt }: Run): string => `${tenantId}/${workflowId}/${attempt}`

function runOf(text: string): Run {
  const [tenantId, workflowId, attempt] = text.split('/')
  return z.parse(Run, { tenantId, workflowId, attempt: Number(attempt) })
}
