/** A quota of AWS that a deployment uses up with its tenants. */
interface Quota {
  /** As a refusal calls what it counts. */
  name: string
  /** What an account has in a Region by default; null where AWS documents none, so that only a configured one counts. */
  limit: number | null
  /** What Service Quotas calls it, where AWS raises it. */
  raise: string | null
  page: string
}

const GATEWAY =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html'
const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html'

/** Lambda leaves so much to functions without a concurrency of their own. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const UNRESERVED = 100

/** What is checked before a tenant is onboarded. docs/guides/limits.md lists them. */
export const QUOTAS = {
  apiKeys: { name: 'API keys', limit: 10_000, raise: null, page: GATEWAY },
  usagePlans: { name: 'usage plans', limit: 300, raise: 'apigateway L-E8693075', page: GATEWAY },
  restApis: { name: 'regional REST APIs', limit: 600, raise: null, page: GATEWAY },
  // Those of one level have no quota; those of several have 200 for each domain.
  basePaths: { name: 'base paths of the API domain', limit: null, raise: null, page: GATEWAY },
  stacks: {
    name: 'CloudFormation stacks',
    limit: 2_000,
    raise: 'cloudformation L-0485CB21',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  },
  userPools: {
    name: 'Cognito user pools',
    limit: 1_000,
    raise: 'cognito-idp, user pools per Region',
    page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html',
  },
  roles: {
    name: 'IAM roles',
    limit: 1_000,
    raise: 'iam L-FE177D64',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  tables: {
    name: 'DynamoDB tables',
    limit: 2_500,
    raise: 'dynamodb L-F98FE922',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html',
  },
  eventBuses: { name: 'event buses', limit: 100, raise: 'events, event buses', page: EVENTS },
  // Some Regions have 100.
  rules: { name: "rules of the deployment's event bus", limit: 300, raise: 'events, number of rules', page: EVENTS },
  alarms: {
    name: 'CloudWatch alarms',
    limit: 5_000,
    raise: 'monitoring, alarms',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html',
  },
  concurrency: {
    name: 'executions that Lambda functions may reserve',
    limit: 1_000 - UNRESERVED,
    raise: 'lambda L-B99A9384',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
} as const satisfies Record<string, Quota>

export type QuotaId = keyof typeof QUOTAS
export const QUOTA_IDS = Object.keys(QUOTAS) as QuotaId[]
/** How much of some quotas. */
export type Amounts = Partial<Record<QuotaId, number>>
