import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Announce } from '../notifications/announce.ts'
import type { Persistence, S3Object, S3Store } from './fauxqs-types.ts'
import { type ObjectWriter, objectWriter } from './object-writer.ts'

/** What a multipart upload was begun with, and the checksums of its parts by their numbers. */
export interface Upload {
  bucket: string
  key: string
  algorithm: S3Object['checksumAlgorithm']
  checksums: Map<number, string>
}

/** fauxqs's store with its data in a folder of ours; what of it goes over HTTP is here (operations/). */
export interface OpenStore {
  /** Objects come in through `write` alone. */
  store: Omit<S3Store, 'putObject' | 'completeMultipartUpload'>
  write: ObjectWriter
  has(bucket: string, key: string): boolean
  upload(uploadId: string): Upload | undefined
  close(): void
}

/** Opens the store of buckets and objects. Bodies stay in SQLite (written through); only the listing is held in memory. */
export async function openStore(dataDir: string, announce: Announce): Promise<OpenStore> {
  const [{ S3Store }, { PersistenceManager }] = await Promise.all([
    load<{ S3Store: new () => S3Store }>('s3/s3Store.js'),
    load<{ PersistenceManager: new (dataDir: string) => Persistence }>('persistence.js'),
  ])
  const store = new S3Store()
  const uploads = rememberUploads(store)
  const persistence = new PersistenceManager(dataDir)
  // In this order, as fauxqs does it: what is loaded must not be written back.
  persistence.loadS3(store)
  store.persistence = persistence
  return {
    store,
    write: objectWriter(store, announce),
    has: (bucket, key) =>
      store.hasBucket(bucket) &&
      store.listObjects(bucket, { prefix: key }).objects.some((object) => object.key === key),
    upload: (uploadId) => uploads.get(uploadId),
    close: () => persistence.close(),
  }
}

/** fauxqs exports its HTTP app only; its store is imported by its path inside the (pinned) package. */
function load<Module>(file: string): Promise<Module> {
  const manifest = findPackageJSON('fauxqs', import.meta.url)
  if (!manifest) throw new Error('the package fauxqs is not installed')
  return import(/* @vite-ignore */ pathToFileURL(join(dirname(manifest), 'dist', file)).href)
}

/** fauxqs does not check that an upload id belongs to the key of the request; IAM is asked about that key, so it must. */
function rememberUploads(store: S3Store): Map<string, Upload> {
  const uploads = new Map<string, Upload>()
  const create = store.createMultipartUpload.bind(store)
  const restore = store.restoreMultipartUpload.bind(store)
  const put = store.uploadPart.bind(store)
  store.createMultipartUpload = (bucket, key, contentType, metadata, system, algorithm) => {
    const uploadId = create(bucket, key, contentType, metadata, system, algorithm)
    uploads.set(uploadId, { bucket, key, algorithm, checksums: new Map() })
    return uploadId
  }
  store.restoreMultipartUpload = (upload) => {
    const { uploadId, bucket, key, checksumAlgorithm: algorithm, parts } = upload
    const checksums = [...parts].flatMap(([number, { checksumValue }]) =>
      checksumValue === undefined ? [] : [[number, checksumValue] as const],
    )
    uploads.set(uploadId, { bucket, key, algorithm, checksums: new Map(checksums) })
    restore(upload)
  }
  store.uploadPart = (uploadId, partNumber, body, checksum) => {
    const stored = put(uploadId, partNumber, body, checksum)
    if (checksum !== undefined) uploads.get(uploadId)?.checksums.set(partNumber, checksum)
    return stored
  }
  return uploads
}
