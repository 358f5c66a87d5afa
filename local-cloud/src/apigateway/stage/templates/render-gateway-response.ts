import type { StageExchange } from '../compiled-stage.ts'
import { GATEWAY_RESPONSES, type GatewayError } from '../gateway-error.ts'
import type { StageResponse } from '../stage-request.ts'

/** The answer to a request that the gateway ends by itself. */
export function renderGatewayResponse(exchange: StageExchange, error: GatewayError): StageResponse {
  const { gatewayResponses } = exchange.stage
  // One that is not customised falls back to the default of its class.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
  const fallback = error.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX'
  const custom = gatewayResponses.get(error.responseType) ?? gatewayResponses.get(fallback)
  const headers: StageResponse['headers'] = {
    'Content-Type': 'application/json',
    'x-amzn-ErrorType': GATEWAY_RESPONSES[error.responseType].errorType,
  }
  let body = defaultBody(error)
  if (custom?.templates) {
    const accepted = exchange.request.headers.accept?.at(-1) ?? ''
    const type = [accepted, 'application/json', ...custom.templates.keys()].find((one) => custom.templates?.has(one))
    headers['Content-Type'] = type ?? 'application/json'
    body = custom.templates.get(type ?? '')?.(exchange) ?? body
  }
  for (const { name, value } of custom?.headers ?? []) {
    const text = value(exchange)
    if (text !== null && text !== undefined) headers[name] = text
  }
  return { status: custom?.status ?? error.status, headers, body: Buffer.from(body) }
}

/** `{"message":$context.error.messageString}`; a refusal by policy writes `Message`, as AWS does. */
function defaultBody(error: GatewayError): string {
  return JSON.stringify(error.responseType === 'ACCESS_DENIED' ? { Message: error.text } : { message: error.text })
}
