import { Aws, CfnCondition, CfnParameter, Fn, Token } from 'aws-cdk-lib'
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'

/** How much of the account the pool may take. */
export interface Capacity {
  /** Requests per second of the whole stage, and its burst. */
  throttle: { rate: number; burst: number }
  /** Sets concurrency aside for a function, where the deployment asks for that. */
  reserve(fn: LambdaFunction): LambdaFunction
}

/** What API Gateway gives an account by default. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const ACCOUNT = { rate: 10_000, burst: 5_000 }

/** Half of the account by default: a flood of tenants leaves the control plane and every other API room. */
export function capacity(scope: Construct): Capacity {
  const limit = (id: string, description: string, of: number) =>
    new CfnParameter(scope, id, { type: 'Number', description, default: of / 2, minValue: 1, maxValue: of })
      .valueAsNumber
  const reserved = new CfnParameter(scope, 'ReservedConcurrency', {
    type: 'Number',
    description:
      'Concurrent executions set aside for each function that a request of a tenant passes through; 0 for none. New accounts have few',
    default: 0,
    minValue: 0,
    maxValue: 900,
  })
  const reserves = new CfnCondition(scope, 'ReservesConcurrency', {
    expression: Fn.conditionNot(Fn.conditionEquals(reserved.valueAsNumber, 0)),
  })
  return {
    throttle: {
      rate: limit('StageRate', 'Requests per second of the tenant API, all tenants together', ACCOUNT.rate),
      burst: limit('StageBurst', 'Requests of the tenant API at one moment', ACCOUNT.burst),
    },
    reserve(fn) {
      if (!(fn.node.defaultChild instanceof CfnFunction))
        throw new Error(`${fn.node.path} is no function of this stack`)
      const executions = Fn.conditionIf(reserves.logicalId, reserved.valueAsNumber, Aws.NO_VALUE)
      fn.node.defaultChild.reservedConcurrentExecutions = Token.asNumber(executions)
      return fn
    },
  }
}
