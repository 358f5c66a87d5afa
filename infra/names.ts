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
  /** The sender of mails, whose SES identity the app plane keeps. */
  mailFrom: '/tenantry/pool/mail-from',
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

/** The platform's asynchronous functions. */
const PLATFORM_CONSUMERS = [
  'tenant-directory',
  'tenant-outbox-sweeper',
  'slot-filler',
  'request-results',
  'tenant-people',
  'audit-trail',
  'outbox-sweeper',
  'workflow-watch',
  'onboarding-slots',
] as const

/** An asynchronous function: one of the platform's, or the worker of a service, by the service's name. */
export type ConsumerName = string

/** All asynchronous functions of a deployment: what failed in any of them is listed in the console. Throws for a name that two of them have. */
export function consumerNames(services: readonly { name: string; worker?: unknown }[]): ConsumerName[] {
  const workers = services.filter(({ worker }) => worker).map(({ name }) => name)
  const taken = workers.find((name) => PLATFORM_CONSUMERS.some((one) => one === name))
  if (taken) throw new Error(`A service with a worker cannot be named ${taken}: a function of the platform is`)
  return [...PLATFORM_CONSUMERS, ...workers]
}

/** Queues have names of their own, so that the control plane can name those of the app plane. */
export const QUEUE_PREFIX = 'tenantry-'
export const queueName = (consumer: ConsumerName): string => `${QUEUE_PREFIX}${consumer}`
export const failedQueueName = (consumer: ConsumerName): string => `${QUEUE_PREFIX}${consumer}-failed`
