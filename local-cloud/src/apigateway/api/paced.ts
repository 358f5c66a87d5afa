import { AwsError } from '../../core/aws-error.ts'
import type { Clock } from '../../core/clock.ts'
import type { Operations } from '../../core/service.ts'
import { tokenBuckets } from '../stage/metering/token-buckets.ts'

export type Pace = 'unlimited' | 'aws'

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const ALL = { rateLimit: 10, burstLimit: 40 }
const RATES: Record<string, { rateLimit: number; burstLimit: number }> = {
  CreateApiKey: { rateLimit: 5, burstLimit: 5 },
  DeleteApiKey: { rateLimit: 5, burstLimit: 5 },
  CreateUsagePlan: { rateLimit: 1 / 20, burstLimit: 1 },
  UpdateUsagePlan: { rateLimit: 1 / 20, burstLimit: 1 },
  DeleteUsagePlan: { rateLimit: 1 / 20, burstLimit: 1 },
}

/** The operations, held to AWS's rates if so wanted. */
export function paced(operations: Operations, clock: Clock, pace: Pace): Operations {
  if (pace === 'unlimited') return operations
  const buckets = tokenBuckets(clock)
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      {
        ...operation,
        run(input, call) {
          const own = RATES[name]
          if ((own && !buckets.take(name, own)) || !buckets.take('all', ALL)) {
            throw new AwsError('TooManyRequestsException', 'Too Many Requests', 429, { retryAfterSeconds: '1' })
          }
          return operation.run(input, call)
        },
      },
    ]),
  )
}
