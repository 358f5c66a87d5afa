import type { S3Store } from './stores/open-store.ts'

/**
 * S3 lists keys in the order of their UTF-8 bytes. fauxqs sorts by locale but pages by comparing code units, which loses keys
 * between pages when upper and lower case mix.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listInKeyOrder(store: S3Store): void {
  const listAll = store.listObjects.bind(store)
  store.listObjects = (bucket, options = {}) => {
    const { prefix = '', delimiter, maxKeys = 1000 } = options
    const after = options.startAfter ?? options.marker ?? ''
    const sorted = listAll(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY }).objects.sort((a, b) =>
      byBytes(a.key, b.key),
    )
    const objects: typeof sorted = []
    const commonPrefixes = new Set<string>()
    for (const object of sorted) {
      if (byBytes(object.key, after) <= 0) continue
      const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1
      const group = delimiter && end >= 0 ? object.key.slice(0, end + delimiter.length) : undefined
      if (group !== undefined && (byBytes(group, after) <= 0 || commonPrefixes.has(group))) continue
      if (objects.length + commonPrefixes.size >= maxKeys) {
        return { objects, commonPrefixes: [...commonPrefixes], isTruncated: maxKeys > 0 }
      }
      if (group === undefined) objects.push(object)
      else commonPrefixes.add(group)
    }
    return { objects, commonPrefixes: [...commonPrefixes], isTruncated: false }
  }
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
