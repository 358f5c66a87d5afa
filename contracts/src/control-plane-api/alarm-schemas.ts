import * as z from 'zod/mini'
import { pageOf } from '../openapi.ts'
import { AcknowledgeBody, AlarmView } from './usage-schemas.ts'

/** Stacks name their alarms, and all of ours begin so. */
export const ALARM_PREFIX = 'tenantry-'
export const AlarmName = z.string().check(z.regex(/^tenantry-[\w-]{1,246}$/, 'must be the name of an alarm'))

export const ALARM_SCHEMAS = {
  listAlarms: {
    summary:
      'Alarms of the deployment: those that fire first, then those that know nothing, and the latest change first.',
    paged: true,
    response: pageOf(AlarmView),
  },
  acknowledgeAlarm: {
    summary: 'Take on an alarm that fires, for others to see, until its state changes. Somebody else may take it over.',
    params: z.object({ name: AlarmName }),
    body: AcknowledgeBody,
    status: 200,
    response: AlarmView,
    errors: ['CONFLICT'],
  },
} as const
