import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { announceChange } from './announce-change.ts'
import type { Services } from './change-tenant.ts'

/** Has the app plane send the invitation of the tenant's admin again. One who has signed in already gets none. */
export const resendInvitation =
  (services: Services): ApiOperation =>
  async (request) => {
    const { body } = await announceChange(services, request, {
      change: { type: 'invitation-resent' },
      type: 'sbt_aws_resendInvitationRequest',
    })
    return accepted(body)
  }
