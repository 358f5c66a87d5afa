import { OwnLimits } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import * as z from 'zod/mini'
import { AskedBack } from '../../workflows/asked-back.ts'
import type { Workflow } from '../../workflows/workflow.ts'

/** What was asked for, and what the tenant had: everything that an undoing needs is here, whatever becomes of the progress. */
export const Input = z.object({
  tier: z.string(),
  limits: z.nullable(OwnLimits),
  from: z.object({
    tier: z.string(),
    limits: z.nullable(OwnLimits),
    heldQuota: z.nullable(z.object({ quota: z.int(), until: z.string() })),
    usedBefore: z.nullable(z.object({ month: z.string(), requests: z.int() })),
    apiKeyId: z.string(),
  }),
})
export type Input = z.infer<typeof Input>

export const inputOf = ({ input }: Pick<Workflow, 'input'>): Input => z.parse(Input, input)

export const Progress = z.object({
  /** The second key. */
  keyId: z.optional(z.string()),
  /** What the second key's plan has for a quota, where what was used could not be taken from that of the tier. */
  held: z._default(z.nullable(z.object({ quota: z.int(), until: z.string() })), null),
  /** How often API Gateway did not show yet what the second key has left. */
  reads: z._default(z.int(), 0),
  ...AskedBack.shape,
})
export type Progress = z.infer<typeof Progress>

export const progressOf = ({ progress }: Pick<Workflow, 'progress'>): Progress => z.parse(Progress, progress)
