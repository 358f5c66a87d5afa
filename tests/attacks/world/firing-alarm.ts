import { client } from '../../acceptance/client.ts'
import { failedMessage } from '../../acceptance/failed-message.ts'
import { untilAlarmFires } from '../../acceptance/until-alarm-fires.ts'
import { inTurn } from './in-turn.ts'
import type { World } from './world.ts'

/** An alarm that fires, for a message is among the failed ones, where time can be put forward; else one that fires or not. */
export const firingAlarm = ({ endpoints, operators, local, alarm }: World): Promise<string> =>
  inTurn('firing alarm', async () => {
    if (!local) return alarm
    const admin = client(endpoints.controlPlaneApi, operators.SystemAdmin.token)
    const [first] = (await admin.get('/alarms?limit=1')).body.items
    if (first.state === 'ALARM') return first.name
    // It stays: only who redrives it takes it away, and then another one follows.
    await failedMessage(endpoints)
    return untilAlarmFires(admin, (seconds) => local.system.leap(seconds * 1000))
  })
