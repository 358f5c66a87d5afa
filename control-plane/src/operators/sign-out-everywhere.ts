import { type AuditIntents, audited, type Change } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import type { SessionEnds } from '@tenantry/toolkit/session-ends.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { byOperator, operatorOf } from './operator.ts'
import type { OperatorPool } from './operator-pool.ts'

interface Services {
  intents: AuditIntents
  sessions: Pick<SessionEnds, 'endSessions'>
  operators: Pick<OperatorPool, 'signOut'>
  system: Pick<System, 'now'>
}

/** Ends every session of the caller, this one included: tokens are refused as soon as API Gateway forgets its answer, and none is refreshed. */
export const signOutEverywhere =
  ({ intents, sessions, operators, system }: Services): ApiOperation =>
  async (request) => {
    const { userId, email } = operatorOf(request)
    const at = system.now()
    const change: Change = {
      tenantId: null,
      action: 'operator.signed-out-everywhere',
      object: { kind: 'operator', id: email },
      before: null,
      after: { validFrom: new Date(at).toISOString() },
    }
    await audited(intents, byOperator(request), change, async () => {
      await sessions.endSessions(userId, at)
      await operators.signOut(userId)
      return { result: null, after: change.after }
    })
    return noContent()
  }
