import { OPERATOR_ROLES } from '@tenantry/contracts/roles.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type By, requestedBy } from '@tenantry/toolkit/audit.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import * as z from 'zod/mini'

/** The operator who calls, as the authorizer found them in the pool. */
const Caller = z.object({
  userId: z.string().check(z.minLength(1)),
  email: z.templateLiteral([z.string(), '@', z.string()]),
  role: z.enum(OPERATOR_ROLES),
})
export type OperatorCaller = z.infer<typeof Caller>

/** Throws (a bug, so 500) when the route has no authorizer. */
export const operatorOf = ({ caller }: Pick<ApiRequest, 'caller'>): OperatorCaller => z.parse(Caller, { ...caller })

/** In the name of the operator who calls, for the audit. */
export function byOperator(request: ApiRequest): By {
  const { userId: id, email, role } = operatorOf(request)
  return requestedBy(request, { kind: 'operator', id, email, role })
}

/** The caller was removed after the authorizer looked, whose answer API Gateway keeps for a while. */
export const operatorRemoved = () => new ApiError('FORBIDDEN', 'You are not an operator any more.')
