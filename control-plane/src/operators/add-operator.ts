import { OperatorBody, type OperatorView } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { audited, type Change } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type * as z from 'zod/mini'
import { type ChangeServices, changeOperators } from './change-operators.ts'
import { byOperator, operatorOf } from './operator.ts'
import type { OperatorPool } from './operator-pool.ts'

export interface Services extends ChangeServices {
  operators: Pick<OperatorPool, 'all' | 'add'>
}

/** Invites an operator by mail. */
export const addOperator =
  (services: Services): ApiOperation =>
  async (request) => {
    const { email, role } = parse(OperatorBody, request.body)
    const address = email.toLowerCase()
    const change: Change = {
      tenantId: null,
      action: 'operator.invited',
      object: { kind: 'operator', id: address },
      before: null,
      after: { email: address, role },
    }
    const operator: z.infer<typeof OperatorView> = await changeOperators(services, operatorOf(request), (present) => {
      if (present.some((one) => one.email === address)) throw taken()
      return audited(services.intents, byOperator(request), change, async () => {
        const result = await services.operators.add(address, role)
        if (!result) throw taken()
        return { result, after: { ...result } }
      })
    })
    return created(operator)
  }

const taken = () => new ApiError('CONFLICT', 'There is an operator with this e-mail.', { field: 'email' })
