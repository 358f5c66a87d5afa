import { cbor } from '@smithy/core/cbor'
import type { AwsError } from '../../core/aws-error.ts'
import { jsonProtocol } from './json.ts'
import type { EndpointRequest, EndpointResponse } from './protocol.ts'
import { formOf, queryProtocol } from './query.ts'
import { element } from './xml.ts'

/** A request that no emulated service decodes: what it asks for, and how its client reads an error. */
interface Unserved {
  /** The operation's name, where the protocol writes it; else method and path, which stand for it. */
  operation: string
  /** The code of an operation that there is not. */
  code: 'InvalidAction' | 'UnknownOperationException'
  encodeError(error: AwsError, requestId: string): EndpointResponse
}

/** Services whose clients read XML although no `Action` says so. */
const REST_XML = ['cloudfront', 'route53', 's3', 's3express', 's3-outposts', 's3-object-lambda']

/** Services that write errors in the query protocol's older form. */
const OLD_QUERY = ['ec2', 'sdb']

/**
 * Whatever is not served is refused in the words of its own protocol: otherwise the client fails in its parser, and nobody learns what
 * was missing. The protocol is read from the request, as its service is unknown here.
 */
export function describeUnserved(request: EndpointRequest, service: string | null): Unserved {
  const path = request.url.split('?')[0] ?? '/'
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') {
    return { operation: target.split('.')[1] ?? target, code: 'UnknownOperationException', encodeError: jsonError }
  }
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') {
    const operation = path.split('/').at(-1) ?? path
    return { operation, code: 'UnknownOperationException', encodeError: cborError }
  }
  const action = isForm(request) ? formOf(request).get('Action') : null
  if (action !== null) {
    const encodeError = OLD_QUERY.includes(service ?? '') ? oldQueryError : queryProtocol.encodeError
    return { operation: action, code: 'InvalidAction', encodeError }
  }
  return {
    operation: `${request.method} ${path}`,
    code: 'UnknownOperationException',
    encodeError: REST_XML.includes(service ?? '') ? queryProtocol.encodeError : jsonError,
  }
}

const isForm = ({ method, headers }: EndpointRequest): boolean =>
  method === 'GET' || (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')

const jsonError: Unserved['encodeError'] = (error, requestId) => jsonProtocol.encodeError(error, requestId)

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#operation-error-serialization */
const cborError: Unserved['encodeError'] = ({ status, code, message }, requestId) => ({
  status,
  headers: {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
  },
  body: Buffer.from(cbor.serialize({ __type: code, message })),
})

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#operation-error-serialization */
const oldQueryError: Unserved['encodeError'] = ({ status, code, message }, requestId) => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: `<Response>${element('Errors', { Error: { Code: code, Message: message } })}${element('RequestID', requestId)}</Response>`,
})
