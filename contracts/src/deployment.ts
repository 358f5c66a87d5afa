import * as z from 'zod/mini'

/** Where a tenant is served: by the pool, which it shares, or by a silo of its own. */
export const Deployment = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('pool') }),
    z.object({
      kind: z.literal('silo'),
      /** Name of its CloudFormation stack. */
      stack: z.string(),
      apiUrl: z.string(),
      userPoolId: z.string(),
      clientId: z.string(),
    }),
  ])
  .register(z.globalRegistry, { id: 'Deployment' })
export type Deployment = z.infer<typeof Deployment>

export const POOL: Deployment = { kind: 'pool' }
