import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type DownloadLink, LINK_SECONDS } from '@tenantry/contracts/exports.ts'
import type { System } from './system.ts'

interface FileAt {
  Bucket: string
  Key: string
}

/** Whether there is such a file, as far as the client may know. Throws what S3 answers, but for its 404. */
export async function fileExists(files: S3Client, at: FileAt): Promise<boolean> {
  try {
    await files.send(new HeadObjectCommand(at))
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

/** A link that reads one file for `LINK_SECONDS`, by the rights of the client that signs it. */
export async function signLink(files: S3Client, at: FileAt, { now }: Pick<System, 'now'>): Promise<DownloadLink> {
  const url = await getSignedUrl(files, new GetObjectCommand(at), { expiresIn: LINK_SECONDS })
  return { url, expiresAt: new Date(now() + LINK_SECONDS * 1000).toISOString() }
}
