import * as z from 'zod/mini'
import { ExportId } from './exports.ts'
import { TenantId } from './ids.ts'

/** Items of one store. */
const Counted = z.object({ before: z.int(), after: z.int() })

/** What was deleted with a tenant, as it was counted in each store, and what remains. */
export const DeletionReport = z
  .object({
    tenantId: TenantId,
    name: z.string(),
    reason: z.string(),
    deletedAt: z.iso.datetime(),
    /** The last export of its data. */
    exportId: ExportId,
    /** What its deployment held, by store: those of entities by their collections, and those of the platform. */
    stores: z.record(z.string(), Counted),
    /** What the control plane held. */
    controlPlane: z.object({ people: Counted, apiKeys: Counted, names: Counted }),
    /** The stack that was deleted, and its resources by type, as CloudFormation recorded their deletion. Null for a tenant of the pool. */
    silo: z.nullable(z.object({ stack: z.string(), resources: z.record(z.string(), z.int()) })),
    /** People who were members, and those of them who belonged to no other tenant, whose accounts are gone. */
    people: z.object({ members: z.int(), accounts: z.int() }),
    /** What is kept, why, and until when; null is for good. */
    remains: z.array(z.object({ what: z.string(), why: z.string(), until: z.nullable(z.iso.datetime()) })),
  })
  .register(z.globalRegistry, { id: 'DeletionReport' })
export type DeletionReport = z.infer<typeof DeletionReport>
