import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** What the construct of this function must set. */
export const Env = z.object({
  /** JSON: the stacks whose functions and APIs work for all tenants; a silo is asked beside them where its tenant is known. */
  STACKS: jsonText(z.array(z.string())),
})
