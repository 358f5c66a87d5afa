import { type ConfirmationEvent, whoResetPassword } from '@tenantry/toolkit/confirmation-event.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { operatorSessions } from '../operators/operator-sessions.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const sessions = operatorSessions(table(dynamo(), env.TENANTS_TABLE))

/** An operator's new password ends every session that began with the old one. */
export async function handler(event: ConfirmationEvent): Promise<ConfirmationEvent> {
  const userId = whoResetPassword(event)
  if (userId !== null) await sessions.endSessions(userId, system.now())
  return event
}
