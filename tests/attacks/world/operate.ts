import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { OperatorRole } from '@tenantry/contracts/roles.ts'
import { type Call, send } from './http.ts'
import type { Member } from './member.ts'

interface Operating {
  endpoints: Pick<Endpoints, 'controlPlaneApi'>
  operators: Record<OperatorRole, Member>
}

/** Calls the control plane as a system admin. */
export const operate = ({ endpoints, operators }: Operating, call: Call) =>
  send(endpoints.controlPlaneApi, { token: operators.SystemAdmin.token, ...call })
