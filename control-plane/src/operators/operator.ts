import { OPERATOR_ROLES } from '@tenantry/contracts/roles.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
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

/** The caller was removed after the authorizer looked, whose answer API Gateway keeps for a while. */
export const operatorRemoved = () => new ApiError('FORBIDDEN', 'You are not an operator any more.')
