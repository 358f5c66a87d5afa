import { ApiError } from '@tenantry/toolkit/api-error.ts'

/** How often a change is tried while other admins come and go. */
export const ATTEMPTS = 3

export const lastAdmin = () =>
  new ApiError('CONFLICT', 'A tenant keeps one tenant admin: make someone else an admin first.')

export const membershipBusy = () =>
  new ApiError('CONFLICT', 'The membership was changed by another request. Fetch it and try again.')

/** The caller lost their role after the authorizer looked. */
export const notAdminAnyMore = () => new ApiError('FORBIDDEN', 'You are not an admin of this tenant any more.')
