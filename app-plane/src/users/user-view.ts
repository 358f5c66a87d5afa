import type { Membership } from '../people/membership.ts'
import type { UserView } from './api.ts'

/** A person of the tenant as the API shows them. */
export function userView({ userId, email, role, state, createdAt, sequence }: Membership): UserView {
  return { id: userId, email, role, state, createdAt, version: sequence }
}
