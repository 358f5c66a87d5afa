import type { CloudContext } from '../core/cloud-context.ts'
import type { Members } from '../core/operation-input.ts'
import type { RawOutput } from '../core/service.ts'
import type { Caller } from './notifications/event-record.ts'
import type { NotificationConfigurations } from './stores/notification-configurations.ts'
import type { OpenStore } from './stores/open-store.ts'

/** What S3's operations work on. */
export interface S3Services extends OpenStore {
  context: CloudContext
  configurations: NotificationConfigurations
}

/** An S3 request as it is authorized and, in exactly this reading, carried out. */
export interface S3Request {
  operation: S3Operation
  bucket: string
  key: string
  query: Record<string, string>
  headers: Record<string, string>
  /** As sent. */
  body: Buffer
  /** Where a copy reads from. */
  source: { bucket: string; key: string } | undefined
}

/** One operation of S3, how a request is recognised as it, and what is read of it: anything else of S3's fails by name. */
export interface S3Operation {
  name: string
  level: 'service' | 'bucket' | 'object'
  method: string
  /** Query parameters that must be there. */
  needs?: string[]
  copies?: boolean
  action: string
  on: 'account' | 'bucket' | 'object' | 'objects-in-body'
  /** Members by the query parameters that carry them. */
  query?: Record<string, string>
  /** Members by their headers; `x-amz-meta-*` stands for all of that beginning. */
  headers?: Record<string, string>
  /** Members in the body. */
  body?: Members
  partly?: string
  run(services: S3Services, request: S3Request, caller: Caller): RawOutput
}

/** Members by the names of the API, as the other services have them. */
export function inputOf({ level, copies, query = {}, headers = {}, body = {} }: S3Operation): Members {
  const names = [
    ...(level === 'service' ? [] : ['Bucket']),
    ...(level === 'object' ? ['Key'] : []),
    ...(copies ? ['CopySource'] : []),
    ...Object.values(query),
    ...Object.values(headers),
  ]
  return { ...Object.fromEntries(names.map((name) => [name, true as const])), ...body }
}
