import { CONSOLE_URL_PARAMETER } from '@tenantry/contracts/alarm-description.ts'

/** Names that two stacks agree on, so that each can be deployed without the other's exports. One deployment of Tenantry fits in an account and Region. */
export const EVENT_BUS_NAME = 'tenantry'

/** Stack names, in the order of their deployment. */
export const STACKS = {
  base: 'tenantry-base',
  appPlane: 'tenantry-app-plane',
  releases: 'tenantry-releases',
  controlPlane: 'tenantry-control-plane',
  web: 'tenantry-web',
} as const

/** IAM path of the roles of silos. */
export const SILO_PATH = '/tenantry/silo/'
/** Path and name of the permissions boundary of silos' roles. */
export const SILO_BOUNDARY = '/tenantry/silo-boundary'

/** Where the releases of the silo template are; one bucket for an account and Region. */
export const releasesBucketName = ({ accountId, region }: { accountId: string; region: string }): string =>
  `tenantry-releases-${accountId}-${region}`
/** Folders of that bucket: functions' code, by its hash, and what was released of it. */
export const RELEASED_CODE = 'code'
export const RELEASES = 'releases'

/** Where usage records are; streams of other stacks and of silos write to it. */
export const usageBucketName = ({ accountId, region }: { accountId: string; region: string }): string =>
  `tenantry-usage-${accountId}-${region}`
/** The stream that takes usage from the logs of all places, and path and name of the role by which CloudWatch Logs writes to it. */
export const USAGE_STREAM = 'tenantry-usage'
export const USAGE_SENDER = '/tenantry/usage-sender'
/** Folder of that bucket: what streams deliver, by the hour of delivery. */
export const USAGE_FILES = 'usage'
/** And what they could not unpack or deliver. */
export const FAILED_USAGE_FILES = 'usage-failed'
/** And what was computed from it: all tenants' rows of an hour, an object each. */
export const USAGE_HOURS = 'hours'
/** And what bills of an hour are shared by, an object an hour. */
export const USAGE_OF_DRIVERS = 'attribution'
/** And what was reported for billing, as files. */
export const BILLING_FILES = 'billing'

/** Where bills, queries of them and what was attributed are. */
export const costsBucketName = ({ accountId, region }: { accountId: string; region: string }): string =>
  `tenantry-costs-${accountId}-${region}`
/** Folders of that bucket: exports of bills, answers of queries, and versions of what was attributed. */
export const BILLS = 'bill'
export const COST_QUERIES = 'queries'
export const COST_RUNS = 'runs'
/** The export that delivers the bill; it is the name of a folder below that of bills. */
export const BILL_EXPORT = 'tenantry'
/** Glue's database of bill and usage, its tables, and the workgroup of their queries. */
export const COSTS_DATABASE = 'tenantry_costs'
export const COSTS_TABLES = { bill: 'bill', usage: 'usage' } as const
export const COSTS_WORK_GROUP = 'tenantry-costs'

/** SSM parameters by which the base tells the planes what they share. */
export const BASE_PARAMETERS = {
  /** The host of all tenants' APIs, or NO_API_DOMAIN: SSM has no empty values. */
  apiDomain: '/tenantry/base/api-domain',
  /** Where the operator console is, or NO_CONSOLE_URL. */
  consoleUrl: CONSOLE_URL_PARAMETER,
} as const

/** SSM parameters by which the pooled app plane tells the control plane where its tenants are served. */
export const POOL_PARAMETERS = {
  apiUrl: '/tenantry/pool/api-url',
  userPoolId: '/tenantry/pool/user-pool-id',
  clientId: '/tenantry/pool/client-id',
  userPoolEndpoint: '/tenantry/pool/user-pool-endpoint',
  /** The table in which all places find tenants. */
  directoryTable: '/tenantry/pool/directory-table',
  /** The tables of memberships, and of what counts for people in every tenant. */
  membershipsTable: '/tenantry/pool/memberships-table',
  peopleTable: '/tenantry/pool/people-table',
  /** JSON: parameters of silos whose people stay in the pool. */
  sharedPeople: '/tenantry/pool/shared-people',
  /** The layer version that functions of this deployment run with. */
  toolkitLayer: '/tenantry/pool/toolkit-layer',
  /** `<api id>:<stage>` of its API, which usage plans name. */
  apiStage: '/tenantry/pool/api-stage',
  /** The bucket of tenants' exports. */
  exportsBucket: '/tenantry/pool/exports-bucket',
  /** The sender of mails, whose SES identity the app plane keeps. */
  mailFrom: '/tenantry/pool/mail-from',
} as const

/** SSM parameters by which the releases tell the control plane what silos are made from. */
export const RELEASE_PARAMETERS = {
  bucket: '/tenantry/releases/bucket',
  /** The role by which CloudFormation makes silos. */
  provisioner: '/tenantry/releases/provisioner',
  version: '/tenantry/releases/version',
  /** Where its templates are: siloTemplateName of contracts follows. */
  templates: '/tenantry/releases/templates',
  toolkitLayer: '/tenantry/releases/toolkit-layer',
  directoryTable: '/tenantry/releases/directory-table',
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

/** Where the access roles of tenants' data are, each on a path of its own. */
export const ACCESS_PATH = '/tenantry/access/'

/** The topic that alarms of all stacks tell, silos' too. */
export const OPERATIONS_TOPIC = 'tenantry-operations'

/** The construct and name of the control plane's API. */
export const CONTROL_PLANE_API = 'ControlPlaneApi'
/** The stage of every API. */
export const STAGE_NAME = 'v1'

/** The platform's asynchronous functions. */
const PLATFORM_CONSUMERS = [
  'tenant-directory',
  'tenant-outbox-sweeper',
  'slot-filler',
  'request-results',
  'tenant-people',
  'tenant-requests',
  'audit-trail',
  'outbox-sweeper',
  'workflow-watch',
  'workflow-slots',
  'plan-updates',
  'usage-rebuilder',
  'billing',
  'quota-mails',
  'tenant-expiry',
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

/** The asynchronous functions that each silo has. */
export const siloConsumerNames = (services: readonly { name: string; worker?: unknown }[]): ConsumerName[] => [
  'tenant-outbox-sweeper',
  'slot-filler',
  ...services.filter(({ worker }) => worker).map(({ name }) => name),
]

/** Queues have names of their own, so that the control plane can name those of the app plane. */
export const QUEUE_PREFIX = 'tenantry-'
export const queueName = (consumer: ConsumerName, prefix = QUEUE_PREFIX): string => `${prefix}${consumer}`
export const failedQueueName = (consumer: ConsumerName | '*', prefix = QUEUE_PREFIX): string =>
  `${prefix}${consumer}-failed`
