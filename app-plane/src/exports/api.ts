import { ExportId, ExportManifest } from '@tenantry/contracts/exports.ts'
import { pageOf } from '@tenantry/contracts/openapi.ts'
import * as z from 'zod/mini'

/** An export of the tenant's data. It has a manifest once it is complete. */
export const ExportView = z
  .object({ id: ExportId, manifest: z.nullable(ExportManifest) })
  .register(z.globalRegistry, { id: 'Export' })
export type ExportView = z.infer<typeof ExportView>
export const ExportPage = pageOf(ExportView)

export const RequestedExport = z.object({ id: ExportId }).register(z.globalRegistry, { id: 'RequestedExport' })
