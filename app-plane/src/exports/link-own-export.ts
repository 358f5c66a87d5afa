import { ExportId, exportPrefix, LinkBody } from '@tenantry/contracts/exports.ts'
import { fileExists, signLink } from '@tenantry/toolkit/download-link.ts'
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
    if (!(await fileExists(client, at))) throw notFound('export')
    return ok(await signLink(client, at, system))
  })
