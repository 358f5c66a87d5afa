import { contentEncodingOf } from './read-body.ts'
import type { S3Object } from './stores/fauxqs-types.ts'

/** What an object says of itself, as the store keeps it. */
export interface Description {
  contentType: string
  metadata: Record<string, string>
  system: {
    contentLanguage?: string
    contentDisposition?: string
    cacheControl?: string
    contentEncoding?: string
  }
}

/** Members that describe an object, by their headers. */
export const DESCRIPTION_HEADERS = {
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'x-amz-meta-*': 'Metadata',
}

const META = 'x-amz-meta-'

export function describe(headers: Record<string, string>): Description {
  const {
    'content-type': contentType = 'binary/octet-stream',
    'content-language': contentLanguage,
    'content-disposition': contentDisposition,
    'cache-control': cacheControl,
  } = headers
  const contentEncoding = contentEncodingOf(headers)
  return {
    contentType,
    metadata: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        name.startsWith(META) ? [[name.slice(META.length), value]] : [],
      ),
    ),
    system: {
      ...(contentLanguage && { contentLanguage }),
      ...(contentDisposition && { contentDisposition }),
      ...(cacheControl && { cacheControl }),
      ...(contentEncoding && { contentEncoding }),
    },
  }
}

export const descriptionOf = ({ contentType, metadata, ...object }: S3Object): Description => ({
  contentType,
  metadata,
  system: {
    ...(object.contentLanguage && { contentLanguage: object.contentLanguage }),
    ...(object.contentDisposition && { contentDisposition: object.contentDisposition }),
    ...(object.cacheControl && { cacheControl: object.cacheControl }),
    ...(object.contentEncoding && { contentEncoding: object.contentEncoding }),
  },
})

/** The headers of an answer that shows an object. */
export function headersOf(object: S3Object): Record<string, string> {
  const { contentType, metadata, system } = descriptionOf(object)
  return {
    'content-type': contentType,
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    ...(system.contentLanguage && { 'content-language': system.contentLanguage }),
    ...(system.contentDisposition && { 'content-disposition': system.contentDisposition }),
    ...(system.cacheControl && { 'cache-control': system.cacheControl }),
    ...(system.contentEncoding && { 'content-encoding': system.contentEncoding }),
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [META + name, value])),
  }
}
