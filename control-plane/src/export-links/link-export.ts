import type { S3Client } from '@aws-sdk/client-s3'
import { ExportId, exportPrefix, LinkBody } from '@tenantry/contracts/exports.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { type AuditIntents, audited } from '@tenantry/toolkit/audit.ts'
import { fileExists, signLink } from '@tenantry/toolkit/download-link.ts'
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
    if (!(await fileExists(files, at))) throw notFound('export')
    const change = {
      tenantId,
      action: 'tenant.export-downloaded',
      object: { kind: 'tenant' as const, id: tenantId },
      before: null,
      after: { exportId, file },
    }
    const link = await audited(intents, byOperator(request), change, async () => ({
      result: await signLink(files, at, system),
      after: { exportId, file },
    }))
    return created(link)
  }
