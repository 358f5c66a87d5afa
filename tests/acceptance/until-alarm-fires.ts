import type { Client } from './client.ts'
import { eventually } from './eventually.ts'

/** Waits until an alarm fires whose cause is there, and returns its name. */
export function untilAlarmFires(admin: Client, leap: (seconds: number) => void): Promise<string> {
  // Alarms look once a minute.
  for (const seconds of [60, 60]) leap(seconds)
  return eventually('an alarm to fire', async () => {
    const [first] = (await admin.get('/alarms?limit=1')).body.items
    return first.state === 'ALARM' && first.name
  })
}
