import type { Announce, Creation } from '../notifications/announce.ts'
import type { S3Object, S3Store } from './fauxqs-types.ts'

type PutArguments = Parameters<S3Store['putObject']> extends [string, string, ...infer Rest] ? Rest : never

/** The one way to store an object, whoever does it: whoever wants to know of it is told. */
export interface ObjectWriter {
  put(creation: Creation, ...object: PutArguments): S3Object
  complete(
    creation: Omit<Creation, 'event'>,
    uploadId: string,
    parts: Parameters<S3Store['completeMultipartUpload']>[1],
  ): S3Object
}

export function objectWriter(store: S3Store, announce: Announce): ObjectWriter {
  return {
    put: (creation, ...object) => announce(creation, () => store.putObject(creation.bucket, creation.key, ...object)),
    complete: (creation, uploadId, parts) =>
      announce({ ...creation, event: 'ObjectCreated:CompleteMultipartUpload' }, () =>
        store.completeMultipartUpload(uploadId, parts),
      ),
  }
}
