import type { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import type { Deployment } from '@tenantry/contracts/deployment.ts'
import { EXPORT_DAYS } from '@tenantry/contracts/exports.ts'
import type { PlatformStore } from '@tenantry/contracts/tenant-data.ts'
import { SIGNED_IN_DAYS } from '@tenantry/contracts/timing.ts'
import * as z from 'zod/mini'
import { claimedNames } from '../../tenants/tenant.ts'
import { countsOf } from '../data/count-stores.ts'
import type { Work } from '../work.ts'
import { Known } from './recount.ts'
import { Removed } from './remove-people.ts'
import { Deleted } from './remove-silo.ts'

/** Why a tenant is deleted, as it was asked for. */
const Input = z.object({ reason: z.string() })

/** What was there of a tenant and what is left, for the moment in which it is deleted. */
export function deletionReport(
  { tenant, workflow }: Work,
  at: string,
  keys: { before: number; after: number },
): DeletionReport {
  const { input, progress, workflowId } = workflow
  const [before, after] = [countsOf(progress, 'before'), countsOf(progress, 'after')]
  const left = (store: string) => (wentWithSilo(tenant.deployment, store) ? 0 : (after[store] ?? 0))
  const stores = Object.keys(before).map((store) => [store, { before: before[store] ?? 0, after: left(store) }])
  const known = z.parse(Known, progress.known)
  return {
    tenantId: tenant.tenantId,
    name: tenant.name,
    reason: z.parse(Input, input).reason,
    deletedAt: at,
    exportId: workflowId,
    stores: Object.fromEntries(stores),
    controlPlane: {
      people: { before: known.before, after: known.after },
      apiKeys: keys,
      names: { before: claimedNames(tenant, Date.parse(at)).length + 1, after: 0 },
    },
    silo: siloOf(tenant.deployment, progress),
    people: z.parse(Removed, progress.people),
    remains: remainsAfter(at),
  }
}

/** What was left in the silo is gone with it; the directory is that of all places. */
const wentWithSilo = ({ kind }: Deployment, store: string): boolean =>
  kind === 'silo' && store !== ('directory' satisfies PlatformStore)

function siloOf(deployment: Deployment, progress: Work['workflow']['progress']): DeletionReport['silo'] {
  if (deployment.kind === 'pool') return null
  return { stack: deployment.stack, resources: z.parse(Deleted, progress.deleted) ?? {} }
}

/** Days that what is deleted can be brought back from tables' backups (infra/foundation/table.ts). */
const BACKUP_DAYS = 35
/** Days that logs are kept (infra/foundation/microservice.ts). */
const LOG_DAYS = 30
/** Days that a failed message is kept (infra/foundation/consumer.ts). */
const FAILED_MESSAGE_DAYS = 14
const COUNTER_DAYS = 2

function remainsAfter(at: string): DeletionReport['remains'] {
  const until = (days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString()
  return [
    { what: 'backups', why: 'Tables can be restored to any second of this time.', until: until(BACKUP_DAYS) },
    { what: 'exports', why: 'The tenant takes its data along, or comes back.', until: until(EXPORT_DAYS) },
    { what: 'logs', why: 'Lines of requests name the tenant and its people by their ids.', until: until(LOG_DAYS) },
    { what: 'failed messages', why: 'Operators look into what failed.', until: until(FAILED_MESSAGE_DAYS) },
    { what: 'ends of sessions', why: 'No token of a person may outlive them.', until: until(SIGNED_IN_DAYS) },
    { what: 'counters of invitations', why: 'Nobody is invited too often.', until: until(COUNTER_DAYS) },
    { what: 'audit', why: 'Who changed what, in both planes, is never deleted.', until: null },
    {
      what: 'record of the tenant',
      why: 'Its id, name, history and workflows, so that no late event revives it.',
      until: null,
    },
    {
      what: 'ledger',
      why: 'Bills and shares of cost name the tenant by its id; billing keeps its name, and no address.',
      until: null,
    },
    { what: 'object versions', why: 'The bucket of exports keeps no versions.', until: at },
  ]
}
