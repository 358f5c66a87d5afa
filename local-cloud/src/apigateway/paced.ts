import { AwsError } from '../core/aws-error.ts'
import type { Clock } from '../core/clock.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Operations } from '../core/service.ts'
import { CONTROL_PLANE_RATES } from './limits.ts'
import { tokenBuckets } from './stage/metering/token-buckets.ts'

/** Whether the control plane answers as fast as it can, or holds its callers to AWS's rates. */
export type Pace = 'unlimited' | 'aws'

/** The control plane at AWS's rates: operations are refused beyond them, and deployments, which AWS tries again, wait. */
export interface PacedControlPlane {
  operations(operations: Operations): Operations
  resourceTypes(types: ResourceType[]): ResourceType[]
}

/** What CloudFormation calls for a resource type that has a rate of its own. */
const CALLS: Record<string, { create?: string; delete?: string }> = {
  'AWS::ApiGateway::Account': { create: 'UpdateAccount' },
  'AWS::ApiGateway::ApiKey': { create: 'CreateApiKey', delete: 'DeleteApiKey' },
  'AWS::ApiGateway::Deployment': { create: 'CreateDeployment' },
  'AWS::ApiGateway::DomainName': { create: 'CreateDomainName', delete: 'DeleteDomainName' },
  'AWS::ApiGateway::Resource': { create: 'CreateResource', delete: 'DeleteResource' },
  'AWS::ApiGateway::RestApi': { create: 'CreateRestApi', delete: 'DeleteRestApi' },
}
const RETRY_MS = 1000

export function pacedControlPlane(clock: Clock, pace: Pace): PacedControlPlane {
  if (pace === 'unlimited') return { operations: (operations) => operations, resourceTypes: (types) => types }
  const buckets = tokenBuckets(clock)
  const mayCall = (name: string) =>
    (!isRated(name) || buckets.take(name, CONTROL_PLANE_RATES[name])) && buckets.take('all', CONTROL_PLANE_RATES.all)
  const turn = async (name = '') => {
    while (!mayCall(name)) await new Promise<void>((resolve) => clock.after(RETRY_MS, resolve))
  }

  return {
    operations: (operations) =>
      Object.fromEntries(
        Object.entries(operations).map(([name, operation]) => [
          name,
          {
            ...operation,
            run(input, call) {
              if (mayCall(name)) return operation.run(input, call)
              throw new AwsError('TooManyRequestsException', 'Too Many Requests', 429, { retryAfterSeconds: '1' })
            },
          },
        ]),
      ),
    resourceTypes: (types) =>
      types.map((type) => ({
        ...type,
        async create(properties, context) {
          await turn(CALLS[type.type]?.create)
          return type.create(properties, context)
        },
        async delete(current, context) {
          await turn(CALLS[type.type]?.delete)
          return type.delete(current, context)
        },
      })),
  }
}

const isRated = (name: string): name is keyof typeof CONTROL_PLANE_RATES => Object.hasOwn(CONTROL_PLANE_RATES, name)
