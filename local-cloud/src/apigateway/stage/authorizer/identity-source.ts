import { Unsupported } from '../../../core/aws-error.ts'
import type { Exchange } from '../exchange.ts'
import { contextVariable } from '../templates/compile-template.ts'
import { LOG_VARIABLES } from '../templates/context-variables.ts'

/** Reads one part of what identifies a caller; null when the request lacks it. */
export type IdentitySource = (exchange: Exchange) => string | null

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html#apigw-CreateAuthorizer-request-identitySource */
export function compileIdentitySource(expression: string): IdentitySource {
  const [, place, name = ''] =
    /^(method\.request\.header|method\.request\.querystring|stageVariables)\.([\w-]+)$/.exec(expression) ?? []
  if (place === 'method.request.header') {
    const header = name.toLowerCase()
    return ({ request }) => request.headers[header]?.at(-1) || null
  }
  if (place === 'method.request.querystring')
    return ({ request }) => new URLSearchParams(request.query).get(name) || null
  if (place === 'stageVariables') return ({ stage }) => stage.variables?.[name] || null
  const variable = contextVariable(expression, LOG_VARIABLES)
  if (!variable) throw new Unsupported(`the identity source ${expression}`)
  return (exchange) => {
    const value = variable(exchange)
    return value === null || value === undefined || value === '' ? null : String(value)
  }
}
