import { AppointmentBody } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { announceChange } from './announce-change.ts'
import type { Services } from './change-tenant.ts'

/** Has the app plane make a person an admin of the tenant: its own admins may all be gone, or out of reach. */
export const appointAdmin =
  (services: Services): ApiOperation =>
  async (request) => {
    const email = parse(AppointmentBody, request.body).email.toLowerCase()
    const { body } = await announceChange(services, request, {
      change: { type: 'admin-appointed', email, reason: email },
      type: 'sbt_aws_appointAdminRequest',
    })
    return accepted(body)
  }
