import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { calls, passRole } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import { filterPattern } from '../filter-pattern.ts'
import { GroupName, type LogsServices } from '../logs-services.ts'
import type { SubscriptionFilter } from '../stores/subscription-filters.ts'
import { type Destinations, deliveryStreamOf } from '../subscriptions/destinations.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MOST_FILTERS = 2
const MAX_NAME_LENGTH = 512

const Properties = z.strictObject({
  LogGroupName: GroupName,
  FilterName: z
    .string()
    .regex(/^[^:*]{1,512}$/)
    .optional(),
  FilterPattern: z.string().max(1024),
  DestinationArn: z.string(),
  RoleArn: z.string().optional(),
})
type Properties = z.infer<typeof Properties>

interface Needs extends Pick<LogsServices, 'store' | 'arns'> {
  destinations: Destinations
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-subscriptionfilter.html */
export function subscriptionFilterType({ store, arns, destinations }: Needs): ResourceType {
  const put = async (name: string, properties: Properties) => {
    const filter = filterOf(name, properties)
    store.flush()
    store.groups.existing(filter.group)
    const { filters } = store
    if (!filters.get(filter.group, name) && filters.of(filter.group).length >= MOST_FILTERS)
      throw new AwsError('LimitExceededException', 'Resource limit exceeded.')
    await reach(destinations, filter)
    filters.put(filter)
    return { physicalId: idOf(filter), ref: name, attributes: {} }
  }
  return resourceType<Properties>({
    type: 'AWS::Logs::SubscriptionFilter',
    attributes: [],
    partly: 'to delivery streams of Firehose alone',
    properties: Properties,
    meaningless: {
      Distribution: 'AWS: "This property is only available when the destination is an Amazon Kinesis data stream"',
    },
    createOnly: ['FilterName', 'LogGroupName'],
    named: {
      by: ({ FilterName, LogGroupName }) => FilterName && idOf({ group: LogGroupName, name: FilterName }),
      exists(id) {
        const [name = '', group = ''] = id.split('|')
        return store.filters.get(group, name) !== undefined
      },
    },
    access: (change) => [
      ...calls<Properties>(
        {
          create: ['logs:PutSubscriptionFilter'],
          update: ['logs:PutSubscriptionFilter'],
          delete: ['logs:DeleteSubscriptionFilter'],
        },
        ({ properties }) => arns.groupAccess(properties.LogGroupName),
      )(change),
      ...(change.kind === 'delete' || !change.properties.RoleArn
        ? []
        : [passRole(change.properties.RoleArn, 'logs.amazonaws.com')]),
    ],
    check: (properties) => void filterOf('', properties),
    create: (properties, { physicalName }) => put(properties.FilterName ?? physicalName(MAX_NAME_LENGTH), properties),
    update: (properties, current) => put(current.ref ?? '', properties),
    delete({ physicalId }) {
      const [name = '', group = ''] = physicalId.split('|')
      // What was written until now is held against it.
      store.flush()
      store.filters.delete(group, name)
    },
  })
}

/** The primary identifier of the type's schema. */
const idOf = ({ group, name }: Pick<SubscriptionFilter, 'group' | 'name'>) => `${name}|${group}`

function filterOf(name: string, properties: Properties): SubscriptionFilter {
  const { LogGroupName: group, FilterPattern: pattern, DestinationArn: destination, RoleArn: role } = properties
  filterPattern(pattern)
  if (deliveryStreamOf(destination) === undefined)
    throw new Unsupported(`${destination} as a subscription filter's destination`)
  if (role === undefined)
    throw new AwsError('InvalidParameterException', 'Role ARN is required for a destination of this type.')
  return { group, name, pattern, destination, role }
}

/** AWS sends a test message, and takes no filter whose destination does not take it. */
async function reach(destinations: Destinations, filter: SubscriptionFilter): Promise<void> {
  try {
    await destinations.test(filter)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const text =
      'Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.'
    throw new AwsError('InvalidParameterException', `${text} (${error.message})`)
  }
}
