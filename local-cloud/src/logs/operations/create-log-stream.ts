import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { GroupName, type LogsServices, StreamName } from '../logs-services.ts'

const Input = z.object({ logGroupName: GroupName, logStreamName: StreamName })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: (input) => [{ action: 'logs:CreateLogStream', resource: arns.groupAccess(input.logGroupName) }],
    input: Input,
    run({ logGroupName, logStreamName }) {
      store.flush()
      const group = store.groups.existing(logGroupName)
      if (store.groups.stream(group.id, logStreamName)) {
        throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists')
      }
      store.groups.createStream(group.id, logStreamName)
    },
  })
