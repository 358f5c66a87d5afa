import type { Access } from '../core/service.ts'
import type { S3Request } from './operation.ts'
import { readDelete } from './operations/delete-objects.ts'
import { readBody } from './read-body.ts'

/** What IAM must allow. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export function accessOf({ operation, bucket, key, query, source, headers, body }: S3Request): Access[] {
  switch (operation.on) {
    case 'account':
      return [{ action: operation.action, resource: '*' }]
    case 'bucket': {
      const context = Object.fromEntries(
        (['prefix', 'delimiter', 'max-keys'] as const).flatMap((name) =>
          query[name] === undefined ? [] : [[`s3:${name}`, query[name]]],
        ),
      )
      return [{ action: operation.action, resource: `arn:aws:s3:::${bucket}`, context }]
    }
    case 'object': {
      const accesses: Access[] = [{ action: operation.action, resource: arn(bucket, key) }]
      if (source) accesses.push({ action: 's3:GetObject', resource: arn(source.bucket, source.key) })
      return accesses
    }
    case 'objects-in-body': {
      const { keys } = readDelete(readBody(headers, body).bytes)
      return keys.map((each) => ({ action: operation.action, resource: arn(bucket, each) }))
    }
    default:
      return operation.on satisfies never
  }
}

const arn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`
