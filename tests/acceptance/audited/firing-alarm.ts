import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../client.ts'
import { failedMessage } from '../failed-message.ts'
import { untilAlarmFires } from '../until-alarm-fires.ts'

interface Watched {
  endpoints: Endpoints
  admin: Client
  leap(seconds: number): void
}

/** Does something with an alarm while it fires, for a message is among the failed ones. */
export async function whileAlarmFires<T>(
  { endpoints, admin, leap }: Watched,
  act: (alarm: string) => Promise<T>,
): Promise<T> {
  const takeAway = await failedMessage(endpoints)
  const done = await act(await untilAlarmFires(admin, leap))
  await takeAway()
  return done
}
