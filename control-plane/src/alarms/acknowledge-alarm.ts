import { AcknowledgeBody, type AlarmView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { byOperator } from '../operators/operator.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import type { DeployedAlarms } from './deployed-alarms.ts'

interface Services {
  alarms: Pick<DeployedAlarms, 'find'>
  acknowledged: Acknowledgements
}

/** Tells other operators that somebody takes care of an alarm. */
export const acknowledgeAlarm =
  ({ alarms, acknowledged }: Services): ApiOperation =>
  async (request) => {
    const { note } = parse(AcknowledgeBody, request.body)
    const alarm = await alarms.find(request.params.name ?? '')
    if (!alarm) throw notFound('alarm')
    if (alarm.state !== 'ALARM')
      throw new ApiError('CONFLICT', 'The alarm does not fire, so there is nothing to take on.')
    const before = (await acknowledged.of([alarm])).get(alarm.name) ?? null
    const view: AlarmView = {
      ...alarm,
      acknowledged: await acknowledged.add(alarm, { before, note, by: byOperator(request) }),
    }
    return ok(view)
  }
