import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { unpackZip, writeFiles } from './unpack-zip.ts'

/** Reads code zips from the local S3. */
export interface Objects {
  get(bucket: string, key: string): Promise<Buffer>
}

export type CodeSource = { S3Bucket: string; S3Key: string } | { ZipFile: string }

export interface StoredCode {
  /** Hexadecimal. */
  sha256: string
  bytes: number
}

const UNPACKING = 'unpacking-'

export type CodeStore = ReturnType<typeof codeStore>

/** Function code and layers, unpacked once for each content. */
export function codeStore({ context, objects }: { context: CloudContext; objects: Objects }) {
  const root = join(context.dataDir, 'lambda')
  mkdirSync(root, { recursive: true })
  // Ends the search for a package scope here: whether `.js` is an ES module must not depend on where the data folder lies.
  writeFileSync(join(root, 'package.json'), '{}')
  // What a kill interrupted is unpacked anew; its half would stay for ever.
  for (const name of readdirSync(root)) {
    if (name.startsWith(UNPACKING)) rmSync(join(root, name), { recursive: true, force: true })
  }
  const temporary = () => join(root, `${UNPACKING}${context.ids.uuid()}`)
  const directoryOf = (sha256: string) => join(root, 'code', sha256)

  return {
    directoryOf,

    /** Stores a function's code. Inline code becomes `index.js`, as CloudFormation documents. */
    async put(source: CodeSource): Promise<StoredCode> {
      if ('ZipFile' in source) {
        const content = Buffer.from(source.ZipFile)
        const sha256 = hash(content)
        const directory = directoryOf(sha256)
        if (!existsSync(directory)) writeFiles({ 'index.js': content }, directory, temporary())
        return { sha256, bytes: content.length }
      }
      const zip = await read(objects, source)
      const sha256 = hash(zip)
      unpackZip(zip, directoryOf(sha256), temporary())
      return { sha256, bytes: zip.length }
    },

    zip: (source: { S3Bucket: string; S3Key: string }): Promise<Buffer> => read(objects, source),

    unpackLayer(zip: Buffer, directory: string): void {
      unpackZip(zip, directory, temporary())
    },
  }
}

export const hash = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

async function read(objects: Objects, { S3Bucket, S3Key }: { S3Bucket: string; S3Key: string }): Promise<Buffer> {
  try {
    return await objects.get(S3Bucket, S3Key)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AwsError('InvalidParameterValueException', `Error occurred while GetObject. S3 Error Message: ${reason}`)
  }
}
