import { AwsError } from '../../core/aws-error.ts'
import type { ErrorShape, Service } from '../../core/service.ts'
import type { EndpointRequest, Protocol } from './protocol.ts'

type JsonService = Extract<Service, { protocol: 'json-1.0' | 'json-1.1' }>

const contentType = (service: JsonService) => `application/x-amz-${service.protocol}`

/** AWS JSON 1.0 and 1.1: the operation is in X-Amz-Target, input and output are JSON bodies. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const jsonProtocol: Protocol<JsonService> = {
  accessDeniedCode: 'AccessDeniedException',

  decode(service, request) {
    const name = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
    const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined
    if (!operation) {
      throw new AwsError('UnknownOperationException', `The local cloud does not support ${service.name}:${name}.`)
    }
    if (service.maxRequestBytes !== undefined && request.body.length > service.maxRequestBytes) {
      throw new AwsError('RequestEntityTooLargeException', 'Request size exceeds the limit.', 413)
    }
    return { name, operation, input: parseBody(request) }
  },

  encode: (service, _decoded, output, requestId) => ({
    status: 200,
    headers: { 'content-type': contentType(service), 'x-amzn-requestid': requestId },
    body: output === undefined ? '' : JSON.stringify(output),
  }),

  encodeError: (error, requestId, service) => ({
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      ...(error.queryCode && {
        'x-amzn-query-error': `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`,
      }),
    },
    body: JSON.stringify(errorBody(error, service?.errorShape?.(error.code))),
  }),
}

const errorBody = (
  { code, message, members }: AwsError,
  { namespace = '', messageMember = 'message' }: ErrorShape = {},
): object => ({ __type: namespace + code, [messageMember]: message, ...members })

export function parseBody(request: EndpointRequest): unknown {
  if (request.body.length === 0) return {}
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8'))
    if (input !== null && typeof input === 'object' && !Array.isArray(input)) return input
  } catch {
    // Falls through to the same answer as a body that is JSON, but no object.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.')
}
