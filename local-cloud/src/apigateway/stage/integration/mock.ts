import { AwsError, Unsupported } from '../../../core/aws-error.ts'
import type { Method, MockIntegration } from '../../stores/rest-api-config.ts'
import type { Exchange } from '../exchange.ts'
import { GatewayError, integrationError } from '../gateway-error.ts'
import type { StageResponse } from '../stage-request.ts'
import { compileTemplate, type Template } from '../templates/compile-template.ts'
import { LOG_VARIABLES } from '../templates/context-variables.ts'

interface Prepared {
  pattern: RegExp | null
  status: number
  headers: Record<string, string>
  body: { type: string; template: Template } | null
}

/** Answers without a backend: how CORS preflights are served. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html */
export function mock(integration: MockIntegration, method: Method) {
  const statuses = new Map(
    Object.entries(integration.requestTemplates).map(([type, template]) => [type, statusIn(template)]),
  )
  const responses = integration.integrationResponses.map((response) => prepare(response, method))
  const fallback = responses.find(({ pattern }) => pattern === null)

  return (exchange: Exchange): StageResponse => {
    const contentType = exchange.request.headers['content-type']?.at(-1)?.split(';')[0]?.trim() ?? 'application/json'
    const status = statuses.get(contentType)
    if (status === undefined) throw untranslated(integration, statuses.size)
    const chosen = responses.find(({ pattern }) => pattern?.test(String(status))) ?? fallback
    if (!chosen) throw integrationError(500, 'No match for output mapping and no default output mapping configured')
    exchange.integrationLatency = 0
    exchange.integrationStatus = status
    const body = chosen.body ? Buffer.from(chosen.body.template(exchange)) : EMPTY
    const headers = { 'Content-Type': chosen.body?.type ?? 'application/json', ...chosen.headers }
    return { status: chosen.status, headers, body }
  }
}

const EMPTY = Buffer.alloc(0)

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function untranslated({ passthroughBehavior }: MockIntegration, templates: number): GatewayError {
  const refused = passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates > 0)
  return refused
    ? new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type')
    : integrationError(
        500,
        'Unable to parse statusCode. It should be an integer that is defined in the request template.',
      )
}

/** CDK writes `{ statusCode: 200 }`, others proper JSON; of both only the status matters. */
function statusIn(template: string): number {
  if (/[$#]/.test(template)) throw new Unsupported(`the mapping template ${template} of a MOCK integration`)
  const status = /["']?statusCode["']?\s*:\s*(\d{3})\b/.exec(template)?.[1]
  if (!status) throw new Unsupported(`a MOCK integration whose request template gives no statusCode: ${template}`)
  return Number(status)
}

function prepare(response: MockIntegration['integrationResponses'][number], method: Method): Prepared {
  const { statusCode, selectionPattern, responseParameters, responseTemplates } = response
  const declared = method.methodResponses.find((one) => one.statusCode === statusCode)
  if (!declared) throw new AwsError('NotFoundException', 'Invalid Response status code specified', 404)
  const headers = Object.entries(responseParameters).map(([target, value]) => {
    const name = /^method\.response\.header\.([\w-]+)$/.exec(target)?.[1]
    if (!name || !declared.responseParameters.includes(target)) {
      throw new AwsError(
        'BadRequestException',
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${target}]`,
      )
    }
    const literal = /^'(.*)'$/s.exec(value)?.[1]
    if (literal === undefined) throw new Unsupported(`the mapping expression ${value} of a MOCK integration`)
    return [name, literal] as const
  })
  const [template] = Object.entries(responseTemplates).filter(([, text]) => text !== '')
  const where = 'the response template of a MOCK integration'
  return {
    pattern: selectionPattern === null ? null : new RegExp(`^(?:${selectionPattern})$`),
    status: Number(statusCode),
    headers: Object.fromEntries(headers),
    body: template
      ? {
          type: template[0],
          template: compileTemplate(template[1], { variables: LOG_VARIABLES, missing: '', where }),
        }
      : null,
  }
}
