import { Unsupported } from '../../../core/aws-error.ts'
import type { GatewayResponse } from '../../stores/rest-api-config.ts'
import type { Exchange } from '../exchange.ts'
import { GATEWAY_RESPONSES, type GatewayResponseType } from '../gateway-error.ts'
import { compileTemplate, contextVariable, type Template } from './compile-template.ts'
import { RESPONSE_VARIABLES } from './context-variables.ts'

/** A gateway response with its mappings ready to run. */
export interface CompiledGatewayResponse {
  status: number | null
  headers: { name: string; value: (exchange: Exchange) => string | null | undefined }[]
  /** By content type; null: the default body. */
  templates: Map<string, Template> | null
}

/** True for the names that AWS documents. */
export const isGatewayResponseType = (type: string): type is GatewayResponseType =>
  Object.hasOwn(GATEWAY_RESPONSES, type)

export function compileGatewayResponse(response: GatewayResponse): CompiledGatewayResponse {
  const where = `the gateway response ${response.responseType}`
  const templates = Object.entries(response.responseTemplates).map(
    ([type, text]) => [type, compileTemplate(text, { variables: RESPONSE_VARIABLES, missing: '', where })] as const,
  )
  return {
    status: response.statusCode === null ? null : Number(response.statusCode),
    templates: templates.length > 0 ? new Map(templates) : null,
    headers: Object.entries(response.responseParameters).map(([target, source]) => {
      const name = /^gatewayresponse\.header\.([\w-]+)$/.exec(target)?.[1]
      if (!name) throw new Unsupported(`the parameter ${target} in ${where}`)
      return { name, value: compileSource(source, where) }
    }),
  }
}

/** `'literal'`, `context.<variable>` or `method.request.<place>.<name>`. */
function compileSource(source: string, where: string): (exchange: Exchange) => string | null | undefined {
  const literal = /^'(.*)'$/s.exec(source)?.[1]
  if (literal !== undefined) return () => literal
  const variable = contextVariable(source, RESPONSE_VARIABLES)
  if (variable) {
    return (exchange) => {
      const value = variable(exchange)
      return value === null || value === undefined ? null : String(value)
    }
  }
  const [, place, name = ''] = /^method\.request\.(header|querystring|path)\.([\w.-]+)$/.exec(source) ?? []
  if (place === 'header') return ({ request }) => request.headers[name.toLowerCase()]?.at(-1)
  if (place === 'querystring') return ({ request }) => new URLSearchParams(request.query).get(name)
  if (place === 'path') return ({ pathParameters }) => pathParameters?.[name]
  throw new Unsupported(`the value ${source} in ${where}`)
}
