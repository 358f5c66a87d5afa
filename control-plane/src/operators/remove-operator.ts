import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { operatorOf } from './operator.ts'
import type { OperatorPool } from './operator-pool.ts'

export interface Services {
  operators: Pick<OperatorPool, 'all' | 'remove'>
  /** Does work while no other removal does; Cognito has no transactions. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Removes an operator. Nobody removes himself, and who removes must be a system admin at that moment: so one always stays, also when
 * two remove each other.
 */
export const removeOperator =
  ({ operators, alone }: Services): ApiOperation =>
  async (request) => {
    const { id = '' } = request.params
    const { userId } = operatorOf(request)
    if (id === userId) throw new ApiError('CONFLICT', 'Nobody removes himself: ask another system admin.')
    try {
      await alone(async () => {
        const present = await operators.all()
        const actor = present.find((operator) => operator.id === userId)
        if (actor?.role !== 'SystemAdmin') throw new ApiError('FORBIDDEN', 'You are no system admin any more.')
        const known = present.some((operator) => operator.id === id)
        if (!known || !(await operators.remove(id))) throw new ApiError('NOT_FOUND', 'There is no such operator.')
      })
    } catch (error) {
      if (!(error instanceof Locked)) throw error
      throw new ApiError('CONFLICT', 'Another operator is being removed. Try again.', {
        headers: { 'retry-after': '1' },
      })
    }
    return noContent()
  }
