import { TenantId } from '@tenantry/contracts/ids.ts'
import { MACHINE_KINDS, STEP_NAMES } from '@tenantry/contracts/workflows.ts'
import * as z from 'zod/mini'
import { CaughtError } from '../workflows/reason-of.ts'

/** What a state machine invokes this function with. */
export const StepInput = z.object({
  kind: z.enum(MACHINE_KINDS),
  /** `give-up` comes when `compensate` has failed. */
  step: z.enum([...STEP_NAMES, 'give-up']),
  tenantId: TenantId,
  workflowId: z.string(),
  /** The run that the step belongs to. */
  attempt: z.int(),
  /** Of a step that waits for an answer. */
  taskToken: z.optional(z.string()),
  /** Of `compensate` and `give-up`: why the step before failed, or that it is to be undone. */
  error: z.optional(CaughtError),
})
export type StepInput = z.infer<typeof StepInput>
