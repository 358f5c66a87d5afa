/** Names that two stacks agree on, so that each can be deployed without the other's exports. One deployment of Tenantry fits in an account and Region. */
export const EVENT_BUS_NAME = 'tenantry'

/** Stack names, in the order of their deployment. */
export const STACKS = {
  base: 'tenantry-base',
  appPlane: 'tenantry-app-plane',
  controlPlane: 'tenantry-control-plane',
  web: 'tenantry-web',
} as const

/** SSM parameters by which the pooled app plane tells the control plane where its tenants are served. */
export const POOL_PARAMETERS = {
  apiUrl: '/tenantry/pool/api-url',
  userPoolId: '/tenantry/pool/user-pool-id',
  clientId: '/tenantry/pool/client-id',
  userPoolEndpoint: '/tenantry/pool/user-pool-endpoint',
  /** JSON: tier name → usage plan id. */
  usagePlans: '/tenantry/pool/usage-plans',
  fulfilmentQueueArn: '/tenantry/pool/fulfilment-queue-arn',
  failedQueueArn: '/tenantry/pool/failed-queue-arn',
  failedQueueUrl: '/tenantry/pool/failed-queue-url',
} as const

/** SSM parameters by which the control plane tells the web where it is served and where operators sign in. */
export const CONTROL_PLANE_PARAMETERS = {
  apiUrl: '/tenantry/control-plane/api-url',
  userPoolId: '/tenantry/control-plane/operator-pool-id',
  clientId: '/tenantry/control-plane/operator-client-id',
  userPoolEndpoint: '/tenantry/control-plane/operator-pool-endpoint',
} as const

/** SSM parameters by which the web tells mails where it is; read at run time, for the web is deployed last. */
export const WEB_PARAMETERS = { publicSiteUrl: '/tenantry/web/public-site-url' } as const

/** The stage of every API. */
export const STAGE_NAME = 'v1'
