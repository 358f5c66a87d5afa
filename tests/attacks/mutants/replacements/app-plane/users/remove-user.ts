import { removeUser } from '@tenantry/app-plane/users/remove-user.ts'

/** Whoever leaves counts as the admin who stays. */
export const lastAdminMayLeave: typeof removeUser = ({ membersOf, ...services }) =>
  removeUser({
    ...services,
    membersOf(tenant) {
      const members = membersOf(tenant)
      return { ...members, anotherAdmin: members.get }
    },
  })
