import * as z from 'zod/mini'
import { TenantId } from './ids.ts'

/** Where an operation on a tenant's data goes on: in which partition of which store, and behind which key. */
export const DataCursor = z.object({
  store: z.string(),
  partition: z.int().check(z.minimum(0)),
  after: z.nullable(z.record(z.string(), z.unknown())),
})
export type DataCursor = z.infer<typeof DataCursor>

/** What each paged operation is asked with; null begins. */
export const Paged = { tenantId: TenantId, cursor: z.nullable(DataCursor) }
/** What each paged operation answers: null when it has come to the end. */
export const Page = { cursor: z.nullable(DataCursor) }
