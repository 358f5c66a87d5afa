import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { guideLink, readAlarmDescription } from '@tenantry/contracts/alarm-description.ts'
import { ALARM_PREFIX, AlarmName } from '@tenantry/contracts/control-plane-api/alarm-schemas.ts'
import type { AlarmView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import * as z from 'zod/mini'

/** An alarm as CloudWatch has it. */
export type DeployedAlarm = Omit<AlarmView, 'acknowledged'>

export interface DeployedAlarms {
  /** Those of all stacks, silos' too. */
  all(): Promise<DeployedAlarm[]>
  /** Null where there is none of that name. */
  find(name: string): Promise<DeployedAlarm | null>
}

/** CloudWatch answers at most so many at once. */
const PAGE = 100

export const deployedAlarms = (client: Pick<CloudWatchClient, 'send'>): DeployedAlarms => ({
  async all() {
    const found: DeployedAlarm[] = []
    let NextToken: string | undefined
    do {
      const query = { AlarmNamePrefix: ALARM_PREFIX, MaxRecords: PAGE, NextToken }
      const answer = await client.send(new DescribeAlarmsCommand(query))
      found.push(...(answer.MetricAlarms ?? []).map(alarmOf))
      NextToken = answer.NextToken
    } while (NextToken !== undefined)
    return found
  },
  async find(name) {
    if (!z.safeParse(AlarmName, name).success) return null
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))
    return MetricAlarms.map(alarmOf).find((alarm) => alarm.name === name) ?? null
  },
})

function alarmOf(alarm: MetricAlarm): DeployedAlarm {
  const { AlarmName: name = '', AlarmDescription = '', StateValue = 'INSUFFICIENT_DATA', StateReason = '' } = alarm
  const { what, paragraph } = readAlarmDescription(AlarmDescription) ?? { what: AlarmDescription, paragraph: '' }
  // An alarm that has never changed its state may have no time of a change.
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0)
  return {
    name,
    description: what,
    state: StateValue,
    since: since.toISOString(),
    reason: StateReason,
    guide: guideLink(paragraph),
  }
}
