import * as z from 'zod/mini'

/** What an offboarding is told; an operator's is told more, for people to read. */
export const OffboardingInput = z.object({
  /** Whether the tenant is deleted only if nobody has signed in. */
  ifUnused: z.optional(z.boolean()),
})
export type OffboardingInput = z.infer<typeof OffboardingInput>
