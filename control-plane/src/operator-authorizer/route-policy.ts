import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import type { OperatorRole } from '@tenantry/contracts/roles.ts'

/** The IAM policy of an authorizer's answer. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface Policy {
  Version: '2012-10-17'
  Statement: { Effect: 'Allow' | 'Deny'; Action: 'execute-api:Invoke'; Resource: string[] }[]
}

/** Everything that the role may call, at once: API Gateway keeps the answer for a token, whatever route it first came for. */
export function policyFor(role: OperatorRole | null, methodArn: string): Policy {
  const stage = stageOf(methodArn)
  const allowed = CONTROL_PLANE_ROUTES.filter(({ roles }) => roles !== 'public' && roles.some((one) => one === role))
  // A policy without an allowed route would be empty, which IAM does not have: it says what no statement says anyway.
  if (allowed.length === 0) return statement('Deny', [`${stage}/*`])
  return statement(
    'Allow',
    allowed.map(({ method, path }) => `${stage}/${method}${path.replace(/\{\w+\}/g, '*')}`),
  )
}

const statement = (Effect: 'Allow' | 'Deny', Resource: string[]): Policy => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }],
})

/** `arn:…:<api>/<stage>` of `arn:…:<api>/<stage>/<method>/<path>`. */
const stageOf = (methodArn: string): string => methodArn.split('/').slice(0, 2).join('/')
