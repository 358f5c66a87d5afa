import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Zippable, zipSync } from 'fflate'
import type { CloudContext } from '../core/cloud-context.ts'
import type { FileAsset } from './assembly.ts'

/** The part of s3/ that a deployment needs. */
export interface ObjectStore {
  has(bucket: string, key: string): boolean | Promise<boolean>
  /** Throws AwsError NoSuchBucket or NoSuchKey. */
  get(bucket: string, key: string): Buffer | Promise<Buffer>
  /** Creates the bucket when it is missing: what `cdk bootstrap` would have done. */
  put(bucket: string, key: string, body: Buffer): void | Promise<void>
}

/** Puts file assets where templates expect them. A key contains the hash of its content, so what is there is never written again. */
export async function publishAssets(
  { context, objects }: { context: CloudContext; objects: ObjectStore },
  assets: FileAsset[],
): Promise<void> {
  for (const { path, packaging, ...destination } of assets) {
    const bucket = fillIn(destination.bucket, context)
    const key = fillIn(destination.key, context)
    if (await objects.has(bucket, key)) continue
    await objects.put(bucket, key, packaging === 'zip' ? zipDirectory(path) : readFileSync(path))
  }
}

function fillIn(text: string, { accountId, region }: CloudContext): string {
  const values: Record<string, string> = { AccountId: accountId, Region: region, Partition: 'aws' }
  return text.replace(/\$\{AWS::(AccountId|Region|Partition)\}/g, (_, name: string) => values[name] ?? '')
}

/** The same directory always gives the same bytes: entries in order of name, with one date. */
export function zipDirectory(directory: string): Buffer {
  // The zip format keeps local time, so the date is given in local time.
  const mtime = new Date(1980, 0, 1)
  const entries: Zippable = {}
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  for (const file of files) {
    const path = join(directory, file)
    const { mode } = statSync(path)
    if (statSync(path).isDirectory()) continue
    // Unix attributes (os 3), so that the executable bit survives. Stored, not deflated: nothing carries the file anywhere.
    entries[file] = [readFileSync(path), { mtime, os: 3, attrs: (mode & 0o777) << 16, level: 0 }]
  }
  return Buffer.from(zipSync(entries))
}
