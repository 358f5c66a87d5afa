import { readEnv } from '@tenantry/toolkit/env.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { personStore } from '../people/person-store.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const people = personStore(table(dynamo(), env.PEOPLE_TABLE))

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html */
interface ConfirmationEvent {
  triggerSource: string
  userName: string
  request: { userAttributes: Record<string, string> }
}

/** A new password ends every session that began with the old one. */
export async function handler(event: ConfirmationEvent): Promise<ConfirmationEvent> {
  if (event.triggerSource === 'PostConfirmation_ConfirmForgotPassword') {
    await people.endSessions(event.request.userAttributes.sub ?? event.userName, system.now())
  }
  return event
}
