import * as z from 'zod/mini'

/** Whose user pool the people of a silo are in: its own, or the one that tenants share. */
export const IDENTITIES = ['own', 'shared'] as const
export type Identity = (typeof IDENTITIES)[number]

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
      identity: z.enum(IDENTITIES),
      /** Of its API; where people stay in the pool, the pool's authorizer is asked by this API for this tenant alone. */
      apiId: z.optional(z.string()),
    }),
  ])
  .register(z.globalRegistry, { id: 'Deployment' })
export type Deployment = z.infer<typeof Deployment>

export const POOL: Deployment = { kind: 'pool' }

/** The stage of silos' APIs, by which the pool's authorizer of people knows who asks it. */
export const SILO_STAGE_NAME = 'silo'

/** The stage of a silo's API, as usage plans name it; null in the pool, whose stage every plan has. */
export const siloApiStage = (deployment: Deployment): string | null =>
  deployment.kind === 'silo' && deployment.apiId !== undefined ? `${deployment.apiId}:${SILO_STAGE_NAME}` : null

/** What the names of everything in silos begin with: policies name it. */
export const SILO_PREFIX = 'tenantry-silo-'

/** The CloudFormation stack of a tenant's silo. */
export const siloStackName = (tenantId: string): string => `${SILO_PREFIX}${tenantId}`

/** Whether a place serves tenants of this deployment: the silo of this stack, or the pool for an empty text. */
export const isServedBy = (deployment: Deployment, siloStack: string): boolean =>
  deployment.kind === 'pool' ? siloStack === '' : deployment.stack === siloStack

/** Where the people of a tenant are looked after: those of a silo who share their user pool with others stay with the pool. */
export const peoplesPlace = (deployment: Deployment): Deployment =>
  deployment.kind === 'silo' && deployment.identity === 'shared' ? POOL : deployment

export const isSamePlace = (one: Deployment, other: Deployment): boolean =>
  isServedBy(one, other.kind === 'pool' ? '' : other.stack)

/** What the template of a silo is called in its release. */
export const siloTemplateName = (identity: Identity): string => `silo-${identity}.template.json`

/** What stands for the API domain where a deployment has none: SSM has no empty values. */
export const NO_API_DOMAIN = 'none'

/** Below the API domain; a silo has its tenant's id there. */
export const POOL_BASE_PATH = 'pool'

/**
 * Where a silo's API is now, by where the pool's is: both are below the API domain. What the silo's stack said when it was made may be another address: a
 * local cloud has another port after a restart.
 */
export function siloApiUrl(poolApiUrl: string, tenantId: string, saidWhenMade: string): string {
  const end = `/${POOL_BASE_PATH}/`
  return poolApiUrl.endsWith(end) ? `${poolApiUrl.slice(0, -end.length)}/${tenantId}/` : saidWhenMade
}
