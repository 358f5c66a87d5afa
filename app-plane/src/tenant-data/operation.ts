import type { DataAnswer, DataOperation, DataRequest } from '@tenantry/contracts/tenant-data.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import type { MembershipChanges } from '../people/membership-changes.ts'
import type { MembershipStore } from '../people/membership-store.ts'
import type { People } from '../people/people.ts'
import type { ExportFolder } from './export-folder.ts'
import type { Store } from './stores.ts'

/** The people of one tenant. */
export interface PeopleOfTenant {
  memberships: Pick<MembershipStore, 'get' | 'ofTenant' | 'someOfTenant' | 'mailSent'> &
    Pick<MembershipChanges, 'insert' | 'remove'>
  people: Pick<People, 'alone'>
}

/** What an operation works with. All of it sees what one tenant's credentials show. */
export interface DataServices {
  stores: readonly Store[]
  /** The table of a store, for reading all there is of the tenant. */
  readingOf(store: Store, tenantId: string): Promise<Pick<Table, 'query' | 'count'>>
  /** The table of a store, for writing what the tenant has: not its audit, and not the directory. */
  writingOf(store: Store, tenantId: string): Promise<Pick<Table, 'query' | 'writeMany'>>
  peopleOf(tenantId: string): Promise<PeopleOfTenant>
  /** The files of one export. */
  folderOf(tenantId: string, exportId: string): Promise<ExportFolder>
  /** Whether another page may still be begun: a call ends long before the function is ended. */
  hasTime(): boolean
  system: Pick<System, 'now' | 'uuid'>
}

/** One operation on a tenant's data. It may be asked for the same twice. */
export type RunOperation<Operation extends DataOperation> = (
  services: DataServices,
  request: DataRequest<Operation>,
) => Promise<DataAnswer<Operation>>
