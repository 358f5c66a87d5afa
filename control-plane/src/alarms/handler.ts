import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { acknowledgeAlarm } from './acknowledge-alarm.ts'
import { acknowledgements } from './acknowledgements.ts'
import { deployedAlarms } from './deployed-alarms.ts'
import { Env } from './env.ts'
import { listAlarms } from './list-alarms.ts'

const env = readEnv(Env, process.env)
const services = {
  alarms: deployedAlarms(new CloudWatchClient({})),
  acknowledged: acknowledgements(dynamo(), { tenants: env.TENANTS_TABLE, audit: env.AUDIT_TABLE }, system),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'alarms',
  operations: { listAlarms: listAlarms(services), acknowledgeAlarm: acknowledgeAlarm(services) },
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'alarms'),
  logger: createLogger('alarms'),
})
