import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'

/** How often a change is tried while other admins come and go. */
export const ATTEMPTS = 3

export const lastAdmin = () =>
  new ApiError('CONFLICT', 'A tenant keeps one tenant admin: make someone else an admin first.')

export const membershipBusy = () =>
  new ApiError('CONFLICT', 'The membership was changed by another request. Fetch it and try again.')

/** The caller lost their role after the authorizer looked. */
export const notAdminAnyMore = () => new ApiError('FORBIDDEN', 'You are not an admin of this tenant any more.')

/** Does work on an address that others, also of other tenants, may be changing for longer than is waited for. */
export async function unlessBusy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Locked)) throw error
    throw new ApiError('CONFLICT', 'Another change of this person is under way. Try again in a moment.', {
      headers: { 'retry-after': '1' },
    })
  }
}
