import { replaceUser } from '@tenantry/app-plane/users/replace-user.ts'

/** The operation does not see that it is the caller's own id. */
export const ownRoleMayBeChanged: typeof replaceUser = ({ membersOf }) => {
  const replace = replaceUser({
    membersOf(tenant) {
      const members = membersOf(tenant)
      return { ...members, get: (id) => members.get(id.slice(1)) }
    },
  })
  return (request) => replace({ ...request, params: { ...request.params, id: `-${request.params.id}` } })
}
