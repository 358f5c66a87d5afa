import { memberStore } from '@tenantry/app-plane/users/member-store.ts'

/** A change of a membership asks for no admin who stays. */
export const nobodyStays: typeof memberStore = (tableName, { commitEntries, ...services }) =>
  memberStore(tableName, {
    ...services,
    commitEntries: (tenant, writes, entries) =>
      commitEntries(
        tenant,
        writes.filter(({ kind }) => kind !== 'check'),
        entries,
      ),
  })
