import type { OperatorMe } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import type * as z from 'zod/mini'
import { operatorOf } from './operator.ts'

/** Who calls. */
export const getMe: ApiOperation = async (request) => {
  const { userId: id, email, role } = operatorOf(request)
  const me: z.infer<typeof OperatorMe> = { id, email, role }
  return ok(me)
}
