import { ACCOUNT_THROTTLE } from '../../limits.ts'
import type { StageExchange } from '../compiled-stage.ts'
import { GatewayError } from '../gateway-error.ts'
import type { KeyLookup, Subscription } from './key-lookup.ts'
import type { QuotaCounters } from './quota-counters.ts'
import type { TokenBuckets } from './token-buckets.ts'

export interface Meters {
  findKey: KeyLookup
  buckets: TokenBuckets
  quotas: QuotaCounters
}

/**
 * Lets a request through its API key, throttles and quota, or throws the gateway response that ends it. The plan's limits come before
 * the stage's, and the account's come last: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html. A request that is
 * throttled does not count against the quota.
 */
export function meter(meters: Meters, exchange: StageExchange): void {
  const { method } = exchange
  const subscription = method?.apiKeyRequired ? identify(meters, exchange) : null
  if (subscription) throttlePlan(meters, exchange, subscription)
  if (method?.throttle && !meters.buckets.take(method.throttle.bucket, method.throttle.limit)) throw throttled()
  if (!meters.buckets.take('account', ACCOUNT_THROTTLE)) throw throttled()
  const quota = subscription?.plan.quota
  if (subscription && quota && !meters.quotas.use(subscription.plan.id, subscription.keyId, quota)) {
    throw new GatewayError('QUOTA_EXCEEDED', 'Limit Exceeded')
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html */
function identify({ findKey }: Meters, exchange: StageExchange): Subscription {
  const { stage, request, authorizer } = exchange
  const value =
    stage.apiKeySource === 'AUTHORIZER' ? authorizer?.usageIdentifierKey : request.headers['x-api-key']?.at(-1)
  const subscription = value ? findKey(stage.apiId, stage.name, value) : null
  if (!value || !subscription) throw new GatewayError('INVALID_API_KEY', 'Forbidden')
  exchange.apiKey = { id: subscription.keyId, value }
  return subscription
}

function throttlePlan(
  { buckets }: Meters,
  { method, stage }: StageExchange,
  { plan, keyId, apiStage }: Subscription,
): void {
  const bucket = `${plan.id}/${keyId}`
  const route = `${method?.resourcePath}/${method?.verb}`
  const limit = apiStage.throttle[route] ?? apiStage.throttle['*/*']
  if (limit && !buckets.take(`${bucket}/${stage.apiId}/${stage.name}${route}`, limit)) throw throttled()
  if (plan.throttle && !buckets.take(bucket, plan.throttle)) throw throttled()
}

const throttled = () => new GatewayError('THROTTLED', 'Too Many Requests')
