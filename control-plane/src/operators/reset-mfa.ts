import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { audited, type Change } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import { type ChangeServices, changeOperators } from './change-operators.ts'
import { byOperator, operatorOf } from './operator.ts'
import type { OperatorPool } from './operator-pool.ts'

export interface Services extends ChangeServices {
  operators: Pick<OperatorPool, 'all' | 'forgetDevice'>
}

/**
 * Makes Cognito forget another operator's lost authenticator app, and ends their sessions. You cannot reset your own: whoever has stolen a
 * session would choose the second factor of later ones.
 */
export const resetMfa =
  (services: Services): ApiOperation =>
  async (request) => {
    const { id = '' } = request.params
    const caller = operatorOf(request)
    if (id === caller.userId) {
      throw new ApiError('CONFLICT', 'You cannot reset your own authenticator app: ask another system admin.')
    }
    await changeOperators(services, caller, async (present) => {
      const operator = present.find((one) => one.id === id)
      if (!operator) throw notFound()
      const change: Change = {
        tenantId: null,
        action: 'operator.mfa-reset',
        object: { kind: 'operator', id: operator.email },
        before: { ...operator },
        after: { ...operator },
      }
      await audited(services.intents, byOperator(request), change, async () => {
        if (!(await services.operators.forgetDevice(id))) throw notFound()
        return { result: null, after: { ...operator } }
      })
    })
    return noContent()
  }

const notFound = () => new ApiError('NOT_FOUND', 'There is no such operator.')
