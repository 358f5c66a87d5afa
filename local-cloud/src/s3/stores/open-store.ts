import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildAppOptions, buildApp } from 'fauxqs'
import { listInKeyOrder } from '../list-in-key-order.ts'

type Stores = NonNullable<BuildAppOptions['stores']>
export type S3Store = Stores['s3Store']
type Persistence = NonNullable<S3Store['persistence']>
export type S3App = Awaited<ReturnType<typeof buildApp>>

/** fauxqs with its data in a folder of ours. */
export interface OpenStore {
  store: S3Store
  /** `bucket/key` that a multipart upload was begun for. */
  uploadTarget(uploadId: string): string | undefined
  /** The HTTP side. It costs 0.3 s and 35 MB where the store alone costs 25 ms and 11 MB, so it waits for the first S3 request. */
  app(): Promise<S3App>
  close(): void
}

/** Opens the store of buckets and objects. Bodies stay in SQLite (written through); only the listing is held in memory. */
export async function openStore(dataDir: string): Promise<OpenStore> {
  const [{ S3Store }, { PersistenceManager }] = await Promise.all([
    load<{ S3Store: new () => S3Store }>('s3/s3Store.js'),
    load<{ PersistenceManager: new (dataDir: string) => Persistence }>('persistence.js'),
  ])
  const store = new S3Store()
  const uploads = rememberUploads(store)
  listInKeyOrder(store)
  const persistence = new PersistenceManager(dataDir)
  // In this order, as fauxqs does it: what is loaded must not be written back.
  persistence.loadS3(store)
  store.persistence = persistence
  let app: Promise<S3App> | undefined
  return {
    store,
    uploadTarget: (uploadId) => uploads.get(uploadId),
    app() {
      // The other stores are optional to buildApp, although its type says otherwise.
      app ??= import('fauxqs').then((fauxqs) =>
        fauxqs.buildApp({ logger: false, stores: { s3Store: store } as Stores }),
      )
      return app
    },
    close: () => persistence.close(),
  }
}

/** fauxqs exports its HTTP app only; its parts are imported by their path inside the (pinned) package. */
function load<Module>(file: string): Promise<Module> {
  const manifest = findPackageJSON('fauxqs', import.meta.url)
  if (!manifest) throw new Error('the package fauxqs is not installed')
  return import(/* @vite-ignore */ pathToFileURL(join(dirname(manifest), 'dist', file)).href)
}

/** fauxqs does not check that an upload id belongs to the key of the request; IAM is asked about that key, so it must. */
function rememberUploads(store: S3Store): Map<string, string> {
  const uploads = new Map<string, string>()
  const create = store.createMultipartUpload.bind(store)
  const restore = store.restoreMultipartUpload.bind(store)
  store.createMultipartUpload = (bucket, key, ...rest) => {
    const uploadId = create(bucket, key, ...rest)
    uploads.set(uploadId, `${bucket}/${key}`)
    return uploadId
  }
  store.restoreMultipartUpload = (upload) => {
    uploads.set(upload.uploadId, `${upload.bucket}/${upload.key}`)
    restore(upload)
  }
  return uploads
}
