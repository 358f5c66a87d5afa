import type { CognitoServices } from './services.ts'
import type { UserStore } from './stores/user-store.ts'

/**
 * Users, of whom each that is made or changed is told: "A user is counted as a MAU if … there is an identity operation related to that user, such as
 * an administrative creation or update, sign-up, sign-in, token refresh, password change, user account attribute update, or attribute query". https://aws.amazon.com/cognito/pricing/
 */
export const countActive = (users: UserStore, active: CognitoServices['active']): UserStore => ({
  ...users,
  insert(pool, user, origin) {
    const made = users.insert(pool, user, origin)
    active(pool.id, made.sub)
    return made
  },
  update(pool, user) {
    active(pool.id, user.sub)
    return users.update(pool, user)
  },
  setCredential(user, credential) {
    active(user.poolId, user.sub)
    users.setCredential(user, credential)
  },
})
