import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, Iam, LogWriter } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { invalidInput } from '../core/run-operation.ts'
import type { InternalApi } from '../core/service.ts'
import { logArns } from './log-arns.ts'
import { createLogGroup } from './operations/create-log-group.ts'
import { createLogStream } from './operations/create-log-stream.ts'
import { describeLogGroups } from './operations/describe-log-groups.ts'
import { describeLogStreams } from './operations/describe-log-streams.ts'
import { filterLogEvents } from './operations/filter-log-events.ts'
import { getLogEvents } from './operations/get-log-events.ts'
import { putLogEvents } from './operations/put-log-events.ts'
import { logGroupType } from './resources/log-group.ts'
import { subscriptionFilterType } from './resources/subscription-filter.ts'
import { logStore } from './stores/log-store.ts'
import { subscriptionDelivery } from './subscriptions/delivery.ts'
import { destinations as reachDestinations } from './subscriptions/destinations.ts'

/** CloudWatch Logs. `close` stores what the last tick has written. */
export function logsService({
  context,
  iam,
  api,
  meter = NO_METER,
}: {
  context: CloudContext
  iam: Iam
  api: InternalApi
  meter?: BillMeter
}) {
  const arns = logArns(context)
  const ingested = (group: string, bytes: number) =>
    meter.add({ item: 'logBytes', resource: arns.group(group), amount: bytes })
  const store = logStore(context, { subscribed: () => delivery.wake(), ingested })
  const services = { context, store, arns }
  const destinations = reachDestinations({ context, iam, api, arns: services.arns })
  const delivery = subscriptionDelivery({ context, events: store.outgoing, destinations })
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
    resourceTypes: [logGroupType(services), subscriptionFilterType({ ...services, destinations })],
    writer: store.writer,
    // Delivers what an earlier run left.
    start: delivery.wake,
    async close() {
      store.flush()
      await delivery.close()
    },
  } satisfies CloudService & { writer: LogWriter }
}
