import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import { GroupName, type LogsServices, RetentionDays } from '../logs-services.ts'

const MAX_NAME_LENGTH = 512

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroupType = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>) => {
  const deployed = (name: string) => ({ physicalId: name, attributes: { Arn: `${arns.group(name)}:*` } })
  return resourceType({
    type: 'AWS::Logs::LogGroup',
    attributes: ['Arn'],
    properties: z.strictObject({ LogGroupName: GroupName.optional(), RetentionInDays: RetentionDays.optional() }),
    createOnly: ['LogGroupName'],
    named: {
      by: ({ LogGroupName }) => LogGroupName,
      exists(name) {
        store.flush()
        return store.groups.get(name) !== undefined
      },
    },
    meaningless: {
      Tags: 'tags of a log group are read by nothing here',
      LogGroupClass: 'all groups cost the same here',
      KmsKeyId: 'the data folder is not encrypted',
    },
    access(change) {
      const retention = change.properties.RetentionInDays === undefined ? [] : ['logs:PutRetentionPolicy']
      return calls(
        {
          create: ['logs:CreateLogGroup', ...retention],
          update: retention.length > 0 ? retention : ['logs:DeleteRetentionPolicy'],
          delete: ['logs:DeleteLogGroup'],
        },
        ({ properties, current, context }) =>
          arns.groupAccess(current?.physicalId ?? properties.LogGroupName ?? context.physicalName(MAX_NAME_LENGTH)),
      )(change)
    },
    create(properties, context) {
      const name = properties.LogGroupName ?? context.physicalName(MAX_NAME_LENGTH)
      store.flush()
      if (!store.groups.get(name)) store.groups.create(name, null)
      store.groups.setRetention(name, properties.RetentionInDays ?? null)
      return deployed(name)
    },
    update(properties, current) {
      store.groups.setRetention(current.physicalId, properties.RetentionInDays ?? null)
      return deployed(current.physicalId)
    },
    delete(current) {
      store.flush()
      const group = store.groups.get(current.physicalId)
      if (group) store.deleteGroup(group)
    },
  })
}
