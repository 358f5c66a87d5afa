import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../client.ts'
import { failedMessage } from '../failed-message.ts'
import { untilAlarmFires } from '../until-alarm-fires.ts'

interface Watched {
  endpoints: Endpoints
  admin: Client
  leap(seconds: number): void
}

/** An alarm that fires, for a message was among the failed ones. */
export async function firingAlarm({ endpoints, admin, leap }: Watched): Promise<string> {
  const takeAway = await failedMessage(endpoints)
  const name = await untilAlarmFires(admin, leap)
  await takeAway()
  return name
}
