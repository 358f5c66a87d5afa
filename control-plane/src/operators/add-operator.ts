import { OperatorBody, type OperatorView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type * as z from 'zod/mini'
import { type ChangeServices, changeOperators } from './change-operators.ts'
import { operatorOf } from './operator.ts'
import type { OperatorPool } from './operator-pool.ts'

export interface Services extends ChangeServices {
  operators: Pick<OperatorPool, 'all' | 'add'>
}

/** Invites an operator by mail. */
export const addOperator =
  (services: Services): ApiOperation =>
  async (request) => {
    const { email, role } = parse(OperatorBody, request.body)
    const operator: z.infer<typeof OperatorView> | null = await changeOperators(services, operatorOf(request), () =>
      services.operators.add(email.toLowerCase(), role),
    )
    if (!operator) throw new ApiError('CONFLICT', 'There is an operator with this e-mail.', { field: 'email' })
    return created(operator)
  }
