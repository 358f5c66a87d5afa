import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type DownloadLink, ExportId, exportPrefix, LINK_SECONDS, LinkBody } from '@tenantry/contracts/exports.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import * as z from 'zod/mini'
import type { TenantFiles } from './tenant-files.ts'

/** Signs a link under the session of the tenant: it could lead to no other tenant's file, whatever its key said. */
export const linkOwnExport = ({
  files,
  bucket,
  system,
}: {
  files: TenantFiles
  bucket: string
  system: Pick<System, 'now'>
}) =>
  inTenant(async ({ tenantId }, { params, query }) => {
    const { file } = parse(LinkBody, query)
    const id = z.safeParse(ExportId, params.id)
    if (!id.success) throw notFound('export')
    const client = await files(tenantId)
    const at = { Bucket: bucket, Key: `${exportPrefix(tenantId, id.data)}${file}` }
    if (!(await exists(client, at))) throw notFound('export')
    const url = await getSignedUrl(client, new GetObjectCommand(at), { expiresIn: LINK_SECONDS })
    return ok({ url, expiresAt: new Date(system.now() + LINK_SECONDS * 1000).toISOString() } satisfies DownloadLink)
  })

async function exists(client: S3Client, at: { Bucket: string; Key: string }): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand(at))
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
