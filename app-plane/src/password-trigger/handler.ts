import { type ConfirmationEvent, whoResetPassword } from '@tenantry/toolkit/confirmation-event.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { personSessions } from '../people/person-sessions.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const sessions = personSessions(table(dynamo(), env.PEOPLE_TABLE))

/** A new password ends every session that began with the old one. */
export async function handler(event: ConfirmationEvent): Promise<ConfirmationEvent> {
  const userId = whoResetPassword(event)
  if (userId !== null) await sessions.endSessions(userId, system.now())
  return event
}
