import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { LogWriter } from '../core/faces.ts'
import { invalidInput } from '../core/run-operation.ts'
import { logArns } from './log-arns.ts'
import { createLogGroup } from './operations/create-log-group.ts'
import { createLogStream } from './operations/create-log-stream.ts'
import { describeLogGroups } from './operations/describe-log-groups.ts'
import { describeLogStreams } from './operations/describe-log-streams.ts'
import { filterLogEvents } from './operations/filter-log-events.ts'
import { getLogEvents } from './operations/get-log-events.ts'
import { putLogEvents } from './operations/put-log-events.ts'
import { logGroupType } from './resources/log-group.ts'
import { logStore } from './stores/log-store.ts'

/** CloudWatch Logs. `close` stores what the last tick has written. */
export function logsService({ context }: { context: CloudContext }) {
  const services = { context, store: logStore(context), arns: logArns(context) }
  return {
    name: 'logs',
    api: {
      name: 'logs',
      protocol: 'json-1.1',
      targetPrefix: 'Logs_20140328',
      // CloudWatch Logs names a bad input differently from most services.
      invalidInput: (issue) => invalidInput(issue, 'InvalidParameterException'),
      operations: {
        CreateLogGroup: createLogGroup(services),
        CreateLogStream: createLogStream(services),
        DescribeLogGroups: describeLogGroups(services),
        DescribeLogStreams: describeLogStreams(services),
        FilterLogEvents: filterLogEvents(services),
        GetLogEvents: getLogEvents(services),
        PutLogEvents: putLogEvents(services),
      },
    },
    resourceTypes: [logGroupType(services)],
    writer: services.store.writer,
    close: services.store.flush,
  } satisfies CloudService & { writer: LogWriter }
}
