import { GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type DownloadLink, ExportId, exportPrefix, LINK_SECONDS, LinkBody } from '@tenantry/contracts/exports.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { type AuditIntents, audited } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, created } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod/mini'
import { byOperator } from '../operators/operator.ts'

interface Services {
  files: S3Client
  bucket: string
  intents: AuditIntents
  system: Pick<System, 'now'>
}

/** Makes a link to a file of a tenant's export. Whoever looks into a tenant's data leaves a record of it. */
export const linkExport =
  ({ files, bucket, intents, system }: Services): ApiOperation =>
  async (request) => {
    const tenantId = z.safeParse(TenantId, request.params.id).data
    const exportId = z.safeParse(ExportId, request.params.exportId).data
    if (tenantId === undefined || exportId === undefined) throw notFound('export')
    const { file } = parse(LinkBody, request.body)
    const at = { Bucket: bucket, Key: `${exportPrefix(tenantId, exportId)}${file}` }
    if (!(await exists(files, at))) throw notFound('export')
    const change = {
      tenantId,
      action: 'tenant.export-downloaded',
      object: { kind: 'tenant' as const, id: tenantId },
      before: null,
      after: { exportId, file },
    }
    const link = await audited(intents, byOperator(request), change, async () => {
      const url = await getSignedUrl(files, new GetObjectCommand(at), { expiresIn: LINK_SECONDS })
      const expiresAt = new Date(system.now() + LINK_SECONDS * 1000).toISOString()
      return { result: { url, expiresAt } satisfies DownloadLink, after: { exportId, file } }
    })
    return created(link)
  }

async function exists(files: S3Client, at: { Bucket: string; Key: string }): Promise<boolean> {
  try {
    await files.send(new HeadObjectCommand(at))
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
