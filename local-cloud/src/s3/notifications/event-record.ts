import type { CloudContext } from '../../core/cloud-context.ts'
import type { Call } from '../../core/service.ts'
import type { QueueConfiguration } from '../stores/notification-configurations.ts'

/** Who has an object stored, for the record of it. */
export type Caller = Pick<Call, 'principal' | 'requestId' | 'sourceIp'>

/** Of the stored object. */
export interface Stored {
  etag: string
  contentLength: number
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html: 2.1 is the version of events of creation. */
export function eventRecord(
  { accountId, region, ids }: CloudContext,
  {
    name,
    bucket,
    key,
    caller,
    configuration,
  }: {
    /** For example `ObjectCreated:Put`. */
    name: string
    bucket: string
    key: string
    caller: Caller
    configuration: QueueConfiguration
  },
) {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventName: name,
    userIdentity: { principalId: principalId(caller, accountId) },
    requestParameters: { sourceIPAddress: caller.sourceIp },
    responseElements: { 'x-amz-request-id': caller.requestId, 'x-amz-id-2': ids.bytes(48).toString('base64') },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: configuration.id,
      bucket: { name: bucket, ownerIdentity: { principalId: accountId }, arn: `arn:aws:s3:::${bucket}` },
      object: { key: encodeKey(key) },
    },
  }
}

/** The record when the object is there. */
export function completeRecord(record: string, id: number, time: number, { etag, contentLength }: Stored): string {
  const { eventVersion, eventSource, awsRegion, s3, ...rest } = JSON.parse(record)
  const object = {
    ...s3.object,
    size: contentLength,
    eTag: etag.replaceAll('"', ''),
    sequencer: id.toString(16).toUpperCase().padStart(16, '0'),
  }
  const eventTime = new Date(time).toISOString()
  return JSON.stringify({ eventVersion, eventSource, awsRegion, eventTime, ...rest, s3: { ...s3, object } })
}

/** "The object keyname value is URL encoded. For example, "red flower.jpg" becomes "red+flower.jpg"." Folders stay legible. */
const encodeKey = (key: string): string =>
  new URLSearchParams({ key }).toString().slice('key='.length).replaceAll('%2F', '/')

function principalId({ principal }: Caller, accountId: string): string {
  if (principal.kind === 'role-session') return `AWS:${principal.roleId}:${principal.sessionName}`
  return principal.kind === 'service' ? `AWS:${principal.service}` : accountId
}
