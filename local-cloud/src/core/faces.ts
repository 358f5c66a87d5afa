// What the emulated services ask of one another inside the process. Each face is implemented in its service's folder and
// handed over in cloud.ts; a service takes exactly the faces that it needs.
import type { IncomingHttpHeaders } from 'node:http'
import type { BillItem } from '../billing/price-list.ts'
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
  invoke(functionArn: string, payload: string, caller: Principal, traceHeader?: string): Promise<Invocation>
  /** Asynchronous invocation: stored before this returns, retried twice on failure as AWS documents. */
  invokeLater(functionArn: string, payload: string, caller: Principal, traceHeader?: string): void
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

/** s3/: objects as a service delivers them under a role. */
export interface DeliveredObjects {
  /** Throws AwsError AccessDenied or NoSuchBucket. */
  put(principal: RoleSession, object: { bucket: string; key: string; body: Buffer }): Promise<void>
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

/** s3/: objects as a service reads and writes them with the rights of whoever called it. Each throws AwsError AccessDenied or NoSuchBucket. */
export interface CallerObjects {
  /** Whether the caller may know where the bucket is, which is there. */
  locate(principal: Principal, bucket: string): Promise<void>
  list(principal: Principal, bucket: string, prefix: string): Promise<ListedObject[]>
  get(principal: Principal, bucket: string, key: string): Promise<Buffer>
  put(principal: Principal, object: { bucket: string; key: string; body: Buffer; contentType: string }): Promise<void>
}

export interface ListedObject {
  key: string
  bytes: number
}

/** s3/: objects as a service delivers them for a resource of its own, under the bucket's policy. */
export interface ServiceObjects {
  mayPut(delivery: ServiceDelivery): Promise<boolean>
  /** Throws AwsError AccessDenied or NoSuchBucket. */
  put(delivery: ServiceDelivery & { body: Buffer; contentType: string }): Promise<void>
}

export interface ServiceDelivery {
  bucket: string
  key: string
  service: string
  sourceArn: string
}

/** glue/ */
export interface Catalog {
  hasDatabase(name: string): boolean
  table(database: string, name: string): CatalogTable | undefined
  /** Throws Unsupported for a projection that is not here. */
  partitions(table: CatalogTable): TablePartitions
}

/** A table of files. */
export interface CatalogTable {
  database: string
  name: string
  parameters: Record<string, string>
  columns: CatalogColumn[]
  partitionKeys: CatalogColumn[]
  /** `s3://…`; undefined for a table without files. */
  location: string | undefined
  serde: { library: string; parameters: Record<string, string> }
}

export interface CatalogColumn {
  name: string
  /** As Hive writes it. https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
  type: string
}

/** Where the files of a table are. */
export interface TablePartitions {
  bucket: string
  /** All of its files' keys begin so. */
  prefix: string
  /** The values of the partition columns of a file, in their order; undefined for a file that no partition holds. */
  valuesOf(key: string): string[] | undefined
}

/** logs/ */
export interface LogWriter {
  /**
   * Creates the stream when missing; the group must exist or is created without retention, as Lambda does. Settles once the lines are stored, which an answer
   * waits for whose line it is: what was answered is logged, whatever kills the process then.
   */
  put(group: string, stream: string, lines: { timestamp: number; message: string }[]): Promise<void>
}

/** cloudwatch/ */
export interface MetricWriter {
  put(datum: MetricDatum): void
}

/** Samples of one metric at one time. */
export interface MetricDatum {
  namespace: string
  name: string
  dimensions: Record<string, string>
  values: number[]
  /** For example `Count`; `None` where there is none. */
  unit: string
  /** Milliseconds since the epoch. @default now */
  timestamp?: number
  /** Seconds to which the time is kept. @default 60 */
  resolution?: 1 | 60
}

/** billing/: told what the account is billed for, where it is used. */
export interface BillMeter {
  add(use: BilledUse): void
  /** What is there and costs by the hour: the most of it in an hour counts. */
  stand(use: BilledUse): void
}

export interface BilledUse {
  item: BillItem
  /** What a bill names it by: its ARN, or of S3 the bucket's name. Empty where it belongs to none. */
  resource: string
  /** As the price list says that the item is metered; at the finest, halves. */
  amount: number
  /** Milliseconds since the epoch. @default now */
  at?: number
}

/** xray/ */
export interface Tracer {
  /** Whether a trace that begins now is sampled. */
  sample(): boolean
  /** Stores a segment of the cloud's own. */
  put(segment: TraceSegment): void
  /** Takes in by UDP what a function sends, as far as its role may. */
  daemon(session: RoleSession): Promise<TraceDaemon>
}

export interface TraceDaemon {
  /** `127.0.0.1:<port>` */
  address: string
  close(): void
}

/** A segment document. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
export interface TraceSegment {
  name: string
  id: string
  trace_id: string
  /** Seconds since the epoch. */
  start_time: number
  end_time: number
  [member: string]: unknown
}

/** A log event as it is written. */
export interface LoggedLine {
  group: string
  stream: string
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
