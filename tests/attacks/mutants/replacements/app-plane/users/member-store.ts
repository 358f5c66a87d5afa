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

/** A change is recorded once it is made. */
export const recordedAfterwards: typeof memberStore = (tableName, { commitEntries, ...services }) =>
  memberStore(tableName, {
    ...services,
    async commitEntries(tenant, writes, entries) {
      const records = writes.filter((write) => write.kind === 'put' && 'trail' in write.item)
      await commitEntries(
        tenant,
        writes.filter((write) => !records.includes(write)),
        entries,
      )
      await tenant.transact(records)
    },
  })
