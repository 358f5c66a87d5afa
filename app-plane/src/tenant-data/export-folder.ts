import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { ExportManifest, exportPrefix, MANIFEST } from '@tenantry/contracts/exports.ts'
import * as z from 'zod/mini'

/** The files of one export. */
export interface ExportFolder {
  /** Writes a file as its bytes come, holding little of it; answers what it became. */
  write(name: string, chunks: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: string }>
  /** The bytes of a file, from this one on. */
  read(name: string, fromByte: number): Promise<AsyncIterable<Buffer>>
  writeManifest(manifest: ExportManifest): Promise<void>
  /** Throws where the export is not there, is not complete, or has another form. */
  manifest(): Promise<ExportManifest>
}

/** S3 takes parts of 5 MB or more; so many at once are held in memory. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PART_BYTES = 8 * 1024 * 1024
const PARTS_AT_ONCE = 2

/** What there is to say when an export is asked for that cannot be used. */
export class ExportUnusable extends Error {
  override name = 'ExportUnusable'
}

export function exportFolder(client: S3Client, bucket: string, tenantId: string, exportId: string): ExportFolder {
  const prefix = exportPrefix(tenantId, exportId)
  const at = (name: string) => ({ Bucket: bucket, Key: `${prefix}${name}` })
  const shown = (name: string, type: string) => ({
    ContentType: type,
    // A link to it downloads, whatever the browser makes of the type.
    ContentDisposition: `attachment; filename="${name}"`,
  })

  return {
    async write(name, chunks) {
      const hash = createHash('sha256')
      let bytes = 0
      async function* counted() {
        for await (const chunk of chunks) {
          hash.update(chunk)
          bytes += chunk.length
          yield chunk
        }
      }
      const Body = Readable.from(counted(), { objectMode: false })
      await new Upload({
        client,
        params: { ...at(name), ...shown(name, 'application/x-ndjson'), Body },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
      }).done()
      return { bytes, sha256: hash.digest('hex') }
    },
    async read(name, fromByte) {
      const range = fromByte === 0 ? {} : { Range: `bytes=${fromByte}-` }
      const { Body } = await client.send(new GetObjectCommand({ ...at(name), ...range })).catch((error: unknown) => {
        throw error instanceof NoSuchKey ? new ExportUnusable(`The file ${name} of ${exportId} is not there`) : error
      })
      if (!(Body instanceof Readable)) throw new TypeError('S3 answered no stream')
      return Body
    },
    async writeManifest(manifest) {
      const Body = `${JSON.stringify(manifest, null, 2)}\n`
      await client.send(new PutObjectCommand({ ...at(MANIFEST), ...shown(MANIFEST, 'application/json'), Body }))
    },
    async manifest() {
      const text = await textOf(client, at(MANIFEST))
      if (text === undefined) throw new ExportUnusable(`There is no complete export ${exportId}`)
      const manifest = z.safeParse(ExportManifest, jsonOf(text))
      if (!manifest.success) throw new ExportUnusable(`The manifest of ${exportId} is not of a form that is known here`)
      return manifest.data
    },
  }
}

/** Undefined for a text that is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function textOf(client: S3Client, key: { Bucket: string; Key: string }): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand(key))
    return await Body?.transformToString()
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}
