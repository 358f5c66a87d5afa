import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { audited, type Change } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import { type ChangeServices, changeOperators } from './change-operators.ts'
import { byOperator, operatorOf } from './operator.ts'
import type { OperatorPool } from './operator-pool.ts'
import type { RemovedOperators } from './removed-operators.ts'

export interface Services extends ChangeServices {
  operators: Pick<OperatorPool, 'all' | 'remove'>
  removed: RemovedOperators
}

/** Removes an operator. You cannot remove yourself, so that one system admin stays. */
export const removeOperator =
  (services: Services): ApiOperation =>
  async (request) => {
    const { id = '' } = request.params
    const caller = operatorOf(request)
    if (id === caller.userId) throw new ApiError('CONFLICT', 'You cannot remove yourself: ask another system admin.')
    await changeOperators(services, caller, async (present) => {
      const operator = present.find((one) => one.id === id)
      if (!operator) throw notFound()
      const change: Change = {
        tenantId: null,
        action: 'operator.removed',
        object: { kind: 'operator', id: operator.email },
        before: { ...operator },
        after: null,
      }
      await audited(services.intents, byOperator(request), change, async () => {
        // The mark comes first: what the operator still has a token for is refused before the account is gone.
        await services.removed.add(id)
        if (!(await services.operators.remove(id))) throw notFound()
        return { result: null, after: null }
      })
    })
    return noContent()
  }

const notFound = () => new ApiError('NOT_FOUND', 'There is no such operator.')
