import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { AuditIntents } from '@tenantry/toolkit/audit.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { type OperatorCaller, operatorRemoved } from './operator.ts'
import type { Operator, OperatorPool } from './operator-pool.ts'
import type { RemovedOperators } from './removed-operators.ts'

export interface ChangeServices {
  operators: Pick<OperatorPool, 'all'>
  removed: Pick<RemovedOperators, 'has'>
  /** Where a change is recorded: its intent before it is made, and its outcome after. */
  intents: AuditIntents
  /** Does work while no other change of operators does; Cognito has no transactions. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Changes who the operators are, one change at a time. Whoever makes one must be a system admin at that moment: the authorizer's answer
 * for their token may be older. So a removed admin cannot come back by another account, and one admin stays when two remove each other.
 */
export async function changeOperators<T>(
  { operators, removed, alone }: ChangeServices,
  { userId }: OperatorCaller,
  change: (present: Operator[]) => Promise<T>,
): Promise<T> {
  try {
    return await alone(async () => {
      if (await removed.has(userId)) throw operatorRemoved()
      const present = await operators.all()
      const actor = present.find(({ id }) => id === userId)
      if (!actor) throw operatorRemoved()
      if (actor.role !== 'SystemAdmin') throw new ApiError('FORBIDDEN', 'You are not a system admin any more.')
      return change(present)
    })
  } catch (error) {
    if (!(error instanceof Locked)) throw error
    throw new ApiError('CONFLICT', 'Another change of operators is under way. Try again.', {
      headers: { 'retry-after': '1' },
    })
  }
}
