// What the emulated services ask of one another inside the process. Each face is implemented in its service's folder and
// handed over in cloud.ts; a service takes exactly the faces that it needs.
import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials, Principal, RoleSession } from './principal.ts'
import type { Access } from './service.ts'

/** iam/ */
export interface Iam {
  /** Verifies the SigV4 signature (header form) of a request; unsigned requests are `anonymous`. Throws the AwsErrors that AWS documents. */
  authenticate(request: SignedRequest): Principal
  /** Evaluates every access; throws AccessDenied (`code` as given: `AccessDeniedException` or `AccessDenied`) with AWS's message for the first that is refused. */
  authorize(principal: Principal, accesses: Access[], code?: string): void
  /**
   * A session of a role for an AWS service that runs as it (`lambda.amazonaws.com`, `states.amazonaws.com`, …), if the role's trust policy
   * lets that service in.
   */
  assumeForService(request: {
    roleArn: string
    service: string
    sessionName: string
    durationSeconds: number
    /** The resource on whose behalf the service runs: `aws:SourceArn` in the trust policy. */
    sourceArn?: string
  }): {
    credentials: Credentials
    session: RoleSession
  }
}

export interface SignedRequest {
  method: string
  /** Path and query as sent. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** lambda/ */
export interface Functions {
  /** Synchronous invocation; throws AwsError (ResourceNotFoundException, AccessDenied, TooManyRequestsException) when it does not start. */
  invoke(functionArn: string, payload: string, caller: Principal): Promise<Invocation>
  /** Asynchronous invocation: stored before this returns, retried twice on failure as AWS documents. */
  invokeLater(functionArn: string, payload: string, caller: Principal): void
}

export interface Invocation {
  requestId: string
  /** JSON text; on `functionError`, `{ errorType, errorMessage, trace }`. */
  payload: string
  functionError?: 'Unhandled'
}

/** s3/: objects as the other services of the local cloud use them, without signatures and policies. */
export interface Objects {
  /** Throws AwsError NoSuchBucket or NoSuchKey. */
  get(bucket: string, key: string): Promise<Buffer>
  /** Creates the bucket when it is missing. */
  put(bucket: string, key: string, body: Buffer): Promise<void>
  has(bucket: string, key: string): Promise<boolean>
}

/** s3/: objects as a service reads them for a resource of its own, under the bucket's policy. */
export interface SiteObjects {
  read(request: {
    bucket: string
    key: string
    service: string
    sourceArn: string
  }): Promise<
    | { status: 200; body: Buffer; contentType: string; cacheControl: string | undefined; etag: string }
    | { status: 403 | 404 /** S3's error code. */; code: string }
  >
}

/** logs/ */
export interface LogWriter {
  /** Creates the stream when missing; the group must exist or is created without retention, as Lambda does. */
  put(group: string, stream: string, lines: { timestamp: number; message: string }[]): void
}

/** A log event as it is written. */
export interface LoggedLine {
  group: string
  /** Milliseconds since the epoch. */
  timestamp: number
  message: string
}

/** mail/: what SES and Cognito send lands here. */
/** SES, as it sends for other services. A mailbox is an address, with a name or without. */
export interface Ses {
  /** Throws MessageRejected where the sender is not verified, or a recipient is not while the account is in the sandbox. */
  send(mail: { from: string; to: string[]; subject: string; text: string }): void
  /** The most specific identity that exists of a mailbox: SES authorizes against it. */
  identityOf(mailbox: string): string
  isVerified(mailbox: string): boolean
}

export interface Outbox {
  send(mail: { to: string; subject: string; text: string }): void
  list(): { to: string; subject: string; text: string; sentAt: string }[]
  /** What opens it over the wire. */
  key: string
}
