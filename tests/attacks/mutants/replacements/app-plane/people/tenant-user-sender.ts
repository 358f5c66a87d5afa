import type { tenantUserSender } from '@tenantry/app-plane/people/tenant-user-sender.ts'

/** Whatever an entry says is news of people. */
export const everythingBelieved: typeof tenantUserSender =
  (publish) =>
  ({ type, detail }) =>
    publish({ type, detail })
