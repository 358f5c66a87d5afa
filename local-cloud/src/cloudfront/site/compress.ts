import { gzipSync } from 'node:zlib'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const COMPRESSED_TYPES =
  /^(?:text\/(?:css|html|javascript|plain|xml)|application\/(?:javascript|json|manifest\+json|xml)|image\/svg\+xml)\b/
const MIN_BYTES = 1000
const MAX_BYTES = 10_000_000

/** Compressed bodies by their entity tag, so that each is compressed once. */
const kept = new Map<string, Buffer>()
const KEPT = 200

/** The body as gzip, where CloudFront would send it so; null where it would not. */
export function compressed(
  body: Buffer,
  { etag, type, accepts }: { etag: string; type: string; accepts: string },
): Buffer | null {
  if (!/\bgzip\b/.test(accepts) || !COMPRESSED_TYPES.test(type)) return null
  if (body.length < MIN_BYTES || body.length > MAX_BYTES) return null
  const known = kept.get(etag)
  if (known) return known
  const made = gzipSync(body)
  if (kept.size >= KEPT) kept.clear()
  kept.set(etag, made)
  return made
}
