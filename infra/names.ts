/** Names that two stacks agree on, so that each can be deployed without the other's exports. One deployment of Tenantry fits in an account and Region. */
export const EVENT_BUS_NAME = 'tenantry'

/** Stack names, in the order of their deployment. */
export const STACKS = {
  base: 'tenantry-base',
  appPlane: 'tenantry-app-plane',
  controlPlane: 'tenantry-control-plane',
} as const

/** SSM parameters by which the pooled app plane tells the control plane where its tenants are served. */
export const POOL_PARAMETERS = {
  apiUrl: '/tenantry/pool/api-url',
  userPoolId: '/tenantry/pool/user-pool-id',
  clientId: '/tenantry/pool/client-id',
  /** JSON: tier name → usage plan id. */
  usagePlans: '/tenantry/pool/usage-plans',
} as const

/** The stage of every API. */
export const STAGE_NAME = 'v1'
