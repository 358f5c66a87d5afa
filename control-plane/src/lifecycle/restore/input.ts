import { ExportId } from '@tenantry/contracts/exports.ts'
import * as z from 'zod/mini'

/** What was asked for. */
export const RestoreInput = z.object({
  exportId: ExportId,
  /** Whether what the tenant has is deleted first. */
  overwrite: z.boolean(),
  /** Whether the people of the export come back. */
  people: z.boolean(),
})
