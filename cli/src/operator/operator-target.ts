import * as z from 'zod'
import { readTarget } from '../system/target.ts'

const OperatorTarget = z.object({
  controlPlaneApi: z.string(),
  /** The local cloud's; on AWS there is none. */
  aws: z.string().optional(),
  console: z.string().optional(),
  operator: z.object({
    userPoolId: z.string(),
    clientId: z.string(),
    /** Whom to sign in as without asking: on a laptop, the first operator. */
    username: z.string().optional(),
    password: z.string().optional(),
  }),
})

/** A deployment as its operators use it: what they need of an endpoints file. */
export type OperatorTarget = z.infer<typeof OperatorTarget>

export const readOperatorTarget = (env: NodeJS.ProcessEnv, named?: string): OperatorTarget =>
  readTarget(env, named, OperatorTarget)
