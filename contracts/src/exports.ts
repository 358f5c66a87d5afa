import * as z from 'zod/mini'
import { TenantId } from './ids.ts'
import { WorkflowId } from './workflows.ts'

// An export lies in the exports bucket below `<tenant id>/<export id>/`: files of one JSON text a line for each store, and a manifest.
// The id is that of the workflow which made it, so exports sort by their time.

export const ExportId = WorkflowId

/** Days that an export is kept. */
export const EXPORT_DAYS = 30

/** The form of exports. One that knows another form refuses them by it. */
export const EXPORT_FORMAT = 1

/** The key of everything in an export begins so. */
export const exportPrefix = (tenantId: string, exportId: string): string => `${tenantId}/${exportId}/`
export const MANIFEST = 'manifest.json'

const FileName = z.string().check(z.regex(/^[a-z][\w.-]{0,127}$/, 'must be the name of a file of the export'))

/** A file of an export: as many items of a store as one piece of work came to. */
const ExportFile = z.object({
  /** Behind the export's prefix. */
  name: FileName,
  store: z.string(),
  items: z.int(),
  bytes: z.int(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export type ExportFile = z.infer<typeof ExportFile>
export const ExportFiles = z.array(ExportFile)

/** Whose data an export holds, as the tenant was then. */
export const ExportedTenant = z.object({
  tenantId: TenantId,
  name: z.string(),
  tier: z.string(),
  shards: z.int(),
  createdAt: z.string(),
})
export type ExportedTenant = z.infer<typeof ExportedTenant>

/** What an export holds: written last, so an export without one is not complete. */
export const ExportManifest = z
  .object({
    format: z.literal(EXPORT_FORMAT),
    exportId: ExportId,
    tenant: ExportedTenant,
    exportedAt: z.iso.datetime(),
    /** Each store with its items; one without any has 0 and no file. */
    stores: z.record(z.string(), z.object({ items: z.int(), bytes: z.int() })),
    files: ExportFiles,
  })
  .register(z.globalRegistry, { id: 'ExportManifest' })
export type ExportManifest = z.infer<typeof ExportManifest>

/** Seconds in which a link to a file can be followed: it is made on a click. */
export const LINK_SECONDS = 300

export const LinkBody = z.strictObject({ file: FileName }).register(z.globalRegistry, { id: 'LinkBody' })

/** Whoever has the link can download the file, until it expires. */
export const DownloadLink = z
  .object({ url: z.url(), expiresAt: z.iso.datetime() })
  .register(z.globalRegistry, { id: 'DownloadLink' })
export type DownloadLink = z.infer<typeof DownloadLink>
