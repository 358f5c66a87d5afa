import type { IncomingHttpHeaders } from 'node:http'
import type { AwsError } from '../../core/aws-error.ts'
import type { HttpAnswer } from '../../core/cloud-service.ts'
import type { Operation, RawOutput, Service } from '../../core/service.ts'

/** An HTTP request to the AWS endpoint, body read. */
export interface EndpointRequest {
  method: string
  /** Path and query as sent. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
  sourceIp: string
  requestId: string
}

export type EndpointResponse = HttpAnswer

/** An operation found in a request, with its input decoded. */
export interface Decoded {
  name: string
  operation: Operation
  input: unknown
}

/** How one of AWS's wire protocols writes operations, inputs, outputs and errors. */
export interface Protocol<S extends Service = Service> {
  /** Throws an AwsError when the service has no such operation. */
  decode(service: S, request: EndpointRequest): Decoded
  encode(service: S, decoded: Decoded, output: unknown, requestId: string): EndpointResponse
  encodeError(error: AwsError, requestId: string, service?: S): EndpointResponse
  /** The code that a refused call has in this protocol. */
  accessDeniedCode: 'AccessDenied' | 'AccessDeniedException'
}

export const rawResponse = (output: RawOutput, requestId: string): EndpointResponse => ({
  status: output.status,
  headers: { 'x-amzn-requestid': requestId, ...output.headers },
  body: output.body,
})
