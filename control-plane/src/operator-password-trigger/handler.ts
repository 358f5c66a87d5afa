import { type ConfirmationEvent, whoResetPassword } from '@tenantry/toolkit/confirmation-event.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { triggerHandler } from '@tenantry/toolkit/trigger-handler.ts'
import { operatorSessions } from '../operators/operator-sessions.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const sessions = operatorSessions(table(dynamo(), env.TENANTS_TABLE))

/** An operator's new password ends every session that began with the old one. */
export const handler = triggerHandler(createLogger('operator-password-trigger'), async (event: ConfirmationEvent) => {
  const userId = whoResetPassword(event)
  if (userId !== null) await sessions.endSessions(userId, system.now())
  return event
})
