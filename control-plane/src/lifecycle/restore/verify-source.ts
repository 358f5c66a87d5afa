import type { Deployment } from '@tenantry/contracts/deployment.ts'
import type { ExportManifest } from '@tenantry/contracts/exports.ts'
import { FileCursor, PLATFORM_STORES } from '@tenantry/contracts/tenant-data.ts'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import * as z from 'zod/mini'
import type { Tenant } from '../../tenants/tenant.ts'
import type { DataServices } from '../export/export-data.ts'
import { waitUntil } from '../wait-since.ts'
import type { Outcome, RunStep, Work } from '../work.ts'
import { RestoreInput } from './input.ts'

/** Why a restoration begins nothing. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused'
}

const Cursor = z.nullish(FileCursor)

/** Reads the whole export, before anything of the tenant is touched, and looks whether the tenant can take it. */
export const verifySource: RunStep<DataServices> = async (services, { tenant, workflow }) => {
  const wait = waitUntil(services, closedAt(tenant) + PROPAGATION_SECONDS * 1000)
  if (wait) return wait
  const { overwrite } = z.parse(RestoreInput, workflow.input)
  const { tenantId, deployment, shards } = tenant
  const read = await readExport(services, { tenant, workflow }, deployment)
  if ('next' in read) return read
  const { manifest } = read
  if (manifest.tenant.shards > shards)
    throw new RestoreRefused(
      `The export has ${manifest.tenant.shards} shards, the tenant ${shards}: give it as many first`,
    )
  if (!overwrite) {
    const stores = entityStores(manifest)
    const { counts } = await services.data(deployment, { operation: 'count', tenantId, cursor: null, stores })
    const found = Object.entries(counts).find(([, items]) => items > 0)
    if (found) throw new RestoreRefused(`The tenant has ${found[0]}: say that they are to be overwritten`)
  }
  return { next: 'done', result: { manifest } }
}

/** Has a place read the whole export, call by call. */
export async function readExport(
  { data }: Pick<DataServices, 'data'>,
  { tenant: { tenantId }, workflow }: Work,
  place: Deployment,
): Promise<Extract<Outcome, { next: 'again' }> | { manifest: ExportManifest }> {
  const { exportId } = z.parse(RestoreInput, workflow.input)
  const before = z.parse(Cursor, workflow.progress.verified) ?? null
  const { cursor, manifest } = await data(place, { operation: 'verify', tenantId, exportId, cursor: before })
  return cursor ? { next: 'again', progress: { ...workflow.progress, verified: cursor } } : { manifest }
}

/** The stores of entities: what a restoration writes. */
export const entityStores = ({ stores }: ExportManifest): string[] =>
  Object.keys(stores).filter((store) => !PLATFORM_STORES.some((one) => one === store))

/** Since when nobody of the tenant is let in; a restoration would mix with what they write. */
function closedAt(tenant: Tenant): number {
  if (tenant.status !== 'suspended') throw new RestoreRefused(`The tenant is ${tenant.status}, and not suspended`)
  return Date.parse(tenant.suspendedAt)
}
