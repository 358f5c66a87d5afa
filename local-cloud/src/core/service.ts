import type { IncomingHttpHeaders } from 'node:http'
import type { AwsError } from './aws-error.ts'
import type { InputIssue, InputShape } from './operation-input.ts'
import type { Principal } from './principal.ts'

/** One call of an AWS API operation, after its signature was verified. */
export interface Call {
  principal: Principal
  requestId: string
  sourceIp: string
  headers: IncomingHttpHeaders
}

/** What IAM must allow before an operation runs. */
export interface Access {
  /** For example `dynamodb:GetItem`. */
  action: string
  /** An ARN, or `*` for operations without resource-level permissions. */
  resource: string
  /** Condition keys that the request carries, by their documented names, for example `dynamodb:LeadingKeys`. */
  context?: Record<string, string | string[]>
  /** Statements of the resource's own policy, where the service has such (SQS). */
  resourcePolicy?: Record<string, unknown>[]
}

/**
 * One API operation. `access` maps its input to what IAM evaluates, all of which must be allowed; `'public'` marks an operation that
 * AWS documents as unsigned (Cognito's user operations).
 */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds operations of every input
export interface Operation<Input = any, Output = unknown> {
  /** What is read of the input. Every other member is refused by name before `run`, which gets the input as parsed. */
  input: InputShape
  /** Paths of members that are accepted and have no effect here, each with the reason and AWS's words for it. */
  meaningless?: Record<string, string>
  /** What of the operation is not served although its members are, for the table of support. */
  partly?: string
  /** Runs before the input is parsed: it may be nonsense. */
  access: 'public' | ((input: Input, call: Call) => Access[])
  run: (input: Input, call: Call) => Output | Promise<Output>
  /** Authorized, so that a policy's refusal is seen, and then refused by name: the table of support says ❌. */
  unsupported?: true
  /** REST protocols only: `POST /2015-03-31/functions/{FunctionName}/invocations`. */
  http?: {
    method: string
    path: string
    status?: number
    /** Input member that takes the raw body as a Buffer. */
    rawBody?: string
    /** Input members that are headers, by the header's name. */
    headers?: Record<string, string>
  }
}

/** An answer whose bytes, status and headers the operation decides itself (REST protocols). */
export class RawOutput {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer

  constructor(status: number, headers: Record<string, string>, body: Buffer) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** A request as it came over the wire, for services that speak HTTP themselves (S3). */
export interface RawRequest {
  method: string
  /** Path and query, as sent. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** An AWS service as the endpoint sees it. The registry of services is the list of what is supported; anything else fails by name. */
export type Service = {
  /** Name in the SigV4 credential scope, for example `dynamodb`. */
  name: string
  /** How JSON errors of this code are written. @default the code as it is, and `message` */
  errorShape?: (code: string) => ErrorShape
  /** The service's words for an input that does not fit its schema. @default those of most services */
  invalidInput?: (issue: InputIssue) => AwsError
} & (
  | {
      protocol: 'json-1.0' | 'json-1.1' /** Before the dot in X-Amz-Target. */
      targetPrefix: string
      /** Longer requests are refused with 413. */
      maxRequestBytes?: number
      operations: Operations
    }
  | {
      protocol: 'query' /** XML namespace of answers, with its API version. */
      xmlns: string
      version: string
      operations: Operations
    }
  | { protocol: 'rest-json'; operations: Operations }
  | {
      protocol: 'raw' /** The operations that it recognises. */
      described: Record<string, DescribedOperation>
      access(request: RawRequest): Access[]
      handle(request: RawRequest, call: Call): Promise<RawOutput>
    }
)

export interface ErrorShape {
  /** What stands before the code in `__type`, with its `#`. */
  namespace?: string
  messageMember?: 'message' | 'Message'
}

/** A service whose operations the endpoint decodes. */
export type OperationService = Exclude<Service, { protocol: 'raw' }>

/** Operations by their API name, for example `GetItem`. */
export type Operations = Record<string, Operation>

/** The operations of a service; none of one that decodes HTTP itself. */
export const operationsOf = (service: Service): Operations => ('operations' in service ? service.operations : {})

/** The operations that the service knows, by name. */
export const describedOperations = (service: Service): Record<string, DescribedOperation> =>
  service.protocol === 'raw' ? service.described : service.operations

/** What is said of an operation, however it runs. */
export type DescribedOperation = Pick<Operation, 'input' | 'meaningless' | 'partly' | 'unsupported'>

/** Calls an operation of another service inside the process, with the same authorization as a call over the wire. */
export interface InternalApi {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the operation's, known to its caller
  call(principal: Principal, service: string, operation: string, input: unknown, traceHeader?: string): Promise<any>
}
