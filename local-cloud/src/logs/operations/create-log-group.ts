import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { GroupName, type LogsServices } from '../logs-services.ts'

const Input = z.object({ logGroupName: GroupName })

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = ({ store, arns }: Pick<LogsServices, 'store' | 'arns'>): Operation =>
  parsedOperation({
    access: (input) => [{ action: 'logs:CreateLogGroup', resource: arns.groupAccess(input.logGroupName) }],
    input: Input,
    run({ logGroupName }) {
      store.flush()
      if (store.groups.get(logGroupName)) {
        throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists')
      }
      store.groups.create(logGroupName, null)
    },
  })
