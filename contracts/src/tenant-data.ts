import * as z from 'zod/mini'
import { Page, Paged } from './data-cursor.ts'
import type { Deployment } from './deployment.ts'
import { ExportedTenant, ExportFiles, ExportId, ExportManifest } from './exports.ts'
import { TenantId } from './ids.ts'
import { MOVE_DATA } from './move-data.ts'

// The data of a tenant, as workflows of the control plane work on it: one function for each place that serves tenants does so, and its
// operations are these. Each works for some minutes at most, answers where it goes on, and may be asked for the same twice.

/** The stores of the platform that hold items of tenants, beside those of entities, which are named by their collections. */
export const PLATFORM_STORES = ['memberships', 'outbox', 'idempotency', 'moves', 'audit', 'directory'] as const
export type PlatformStore = (typeof PLATFORM_STORES)[number]

/** Items by store. A store without any is there with 0. */
export const StoreCounts = z.record(z.string(), z.int())
export type StoreCounts = z.infer<typeof StoreCounts>

/** Counts every item that any key of the tenant leads to, whoever wrote it. What the answers say is to be added up. */
const count = {
  request: z.object({
    operation: z.literal('count'),
    ...Paged,
    /** Only these. @default all */
    stores: z.optional(z.array(z.string())),
  }),
  answer: z.object({ ...Page, counts: StoreCounts }),
}

/** Writes the items of a tenant into files of an export, and the manifest at the end. */
const exportData = {
  request: z.object({
    operation: z.literal('export'),
    ...Paged,
    exportId: ExportId,
    tenant: ExportedTenant,
    /** What the calls before have written. */
    files: ExportFiles,
  }),
  answer: z.object({
    ...Page,
    /** What all calls have written until now. */
    files: ExportFiles,
    /** Null until the end. */
    manifest: z.nullable(ExportManifest),
  }),
}

/** Where a restoration goes on: in which file, behind how many bytes. */
export const FileCursor = z.object({ file: z.int().check(z.minimum(0)), byte: z.int().check(z.minimum(0)) })
export type FileCursor = z.infer<typeof FileCursor>
const FromExport = { tenantId: TenantId, exportId: ExportId, cursor: z.nullable(FileCursor) }

/** Reads all files of an export, and fails when one is not what the manifest says. */
const verify = {
  request: z.object({ operation: z.literal('verify'), ...FromExport }),
  answer: z.object({ cursor: z.nullable(FileCursor), manifest: ExportManifest }),
}

/** Writes the items of an export, under the ids that they had. What has the same id is overwritten. */
const restore = {
  request: z.object({ operation: z.literal('restore'), ...FromExport }),
  answer: z.object({ cursor: z.nullable(FileCursor), counts: StoreCounts }),
}

/** Deletes the items of a tenant: its entities, events that wait and kept answers. People and records stay. */
const purge = {
  request: z.object({ operation: z.literal('purge'), ...Paged }),
  answer: z.object({ ...Page, counts: StoreCounts }),
}

/** Whether anybody has ever signed in to the tenant, of the people who are in it. */
const signedIn = {
  request: z.object({ operation: z.literal('signed-in'), tenantId: TenantId }),
  answer: z.object({ isUsed: z.boolean() }),
}

/** Takes all people out of the tenant, and those out of the pool who belong to no other one. */
const removePeople = {
  request: z.object({ operation: z.literal('remove-people'), tenantId: TenantId }),
  /** `accounts` of the `members` that were removed by this call are gone, too. */
  answer: z.object({ isDone: z.boolean(), members: z.int(), accounts: z.int() }),
}

/** Brings back the people of an export, as far as they are not there. */
const restorePeople = {
  request: z.object({ operation: z.literal('restore-people'), ...FromExport }),
  answer: z.object({ cursor: z.nullable(FileCursor), members: z.int() }),
}

/** What each operation takes and answers. */
export const TENANT_DATA = {
  count,
  export: exportData,
  verify,
  restore,
  purge,
  'signed-in': signedIn,
  'remove-people': removePeople,
  'restore-people': restorePeople,
  ...MOVE_DATA,
} as const
export type DataOperation = keyof typeof TENANT_DATA
export type DataRequest<Operation extends DataOperation = DataOperation> = z.infer<
  (typeof TENANT_DATA)[Operation]['request']
>
export type DataAnswer<Operation extends DataOperation> = z.infer<(typeof TENANT_DATA)[Operation]['answer']>

/** What the physical name of the function ends with. */
export const TENANT_DATA_FUNCTION = '-tenant-data'

/** The physical name of the function in the place that serves a tenant. */
export const tenantDataFunction = (deployment: Deployment): string =>
  dataFunctionIn(deployment.kind === 'pool' ? '' : deployment.stack)

/** The same by the silo's stack; empty for the pool. */
export const dataFunctionIn = (siloStack: string): string => `${siloStack || 'tenantry-pool'}${TENANT_DATA_FUNCTION}`
