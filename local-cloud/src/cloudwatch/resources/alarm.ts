import { calls } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import { type Alarm, AlarmProperties, compileAlarm } from '../alarms/alarm.ts'
import type { CloudWatchServices } from '../cloudwatch-services.ts'
import { alarmArn } from '../operations/alarm-access.ts'

const MAX_NAME_LENGTH = 255

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export function alarmType({ context, alarms }: Pick<CloudWatchServices, 'context' | 'alarms'>): ResourceType {
  const { clock } = context
  const put = (name: string, properties: AlarmProperties) => {
    compileAlarm(properties)
    const now = clock.now()
    const arn = alarmArn(context, name)
    const known = alarms.get(name)
    const state: Omit<Alarm, 'properties' | 'configuredAt'> = known ?? {
      name,
      arn,
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      reasonData: '',
      updatedAt: now,
      transitionedAt: now,
    }
    const change = known ? 'Updated' : 'Created'
    const data = JSON.stringify({ version: '1.0', type: change === 'Updated' ? 'Update' : 'Create' })
    const summary = `Alarm "${name}" ${change.toLowerCase()}`
    const item = { alarm: name, at: now, type: 'ConfigurationUpdate', summary, data } as const
    // "When you update an existing alarm, its state is left unchanged."
    alarms.put({ ...state, properties, configuredAt: now }, item)
    return { physicalId: name, attributes: { Arn: arn } }
  }
  return resourceType<AlarmProperties>({
    type: 'AWS::CloudWatch::Alarm',
    attributes: ['Arn'],
    properties: AlarmProperties,
    partly: 'evaluated after each minute, also with periods of seconds; actions are SNS topics',
    createOnly: ['AlarmName'],
    named: { by: ({ AlarmName }) => AlarmName, exists: (name) => alarms.get(name) !== undefined },
    meaningless: { Tags: 'no policy here reads tags of an alarm' },
    access: calls(
      {
        create: ['cloudwatch:PutMetricAlarm'],
        update: ['cloudwatch:PutMetricAlarm'],
        delete: ['cloudwatch:DeleteAlarms'],
      },
      ({ properties, current, context: { physicalName } }) =>
        alarmArn(context, current?.physicalId ?? properties.AlarmName ?? physicalName(MAX_NAME_LENGTH)),
    ),
    check: (properties) => void compileAlarm(properties),
    create: (properties, { physicalName }) => put(properties.AlarmName ?? physicalName(MAX_NAME_LENGTH), properties),
    update: (properties, { physicalId }) => put(physicalId, properties),
    delete: ({ physicalId }) => alarms.remove(physicalId),
  })
}
