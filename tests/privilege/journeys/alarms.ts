import type { Client } from '../../acceptance/client.ts'
import { untilAlarmFires } from '../../acceptance/until-alarm-fires.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** An alarm fires, for messages have failed, and an operator takes it on. */
export async function alarms(admin: Client, leap: (seconds: number) => void): Promise<void> {
  const name = await untilAlarmFires(admin, leap)
  await admin.post(`/alarms/${name}/acknowledge`, { note: 'The messages of the journey' }, idempotencyKey())
}
