import type { Described } from '@tenantry/toolkit/invocation-handler.ts'
import * as z from 'zod/mini'
import { StepInput } from './step.ts'

/** Whose workflow and which step, for the log and the tenant's usage. The task token is in no line. */
export function describeStep(event: unknown): Described {
  const input = z.safeParse(StepInput, event).data
  if (!input) return { operation: 'unknown' }
  const { tenantId, workflowId, kind, step, attempt } = input
  return {
    operation: `${kind}/${step}`,
    usageId: `${workflowId}/${attempt}/${step}`,
    tenantId,
    keys: { workflowId, kind, step, attempt },
  }
}
