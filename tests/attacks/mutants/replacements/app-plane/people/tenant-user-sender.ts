import { tenantUserSender } from '@tenantry/app-plane/people/tenant-user-sender.ts'

/** Whatever an entry says is news of people. */
export const everythingBelieved: typeof tenantUserSender =
  (publish) =>
  ({ type, detail }) =>
    publish({ type, detail })

/** The type is what the entry says, whatever its key says. */
export const typeOfTheEntry: typeof tenantUserSender = (publish) => (entry) => {
  const [tenantId] = entry.key.partition.split('-')
  return tenantUserSender(publish)({ ...entry, key: { ...entry.key, partition: `${tenantId}-${entry.type}-0` } })
}
