import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls, passRole } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { StreamDelivery } from '../delivery.ts'
import { invalidArgument } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import type { RecordBuffer } from '../stores/record-buffer.ts'
import type { DeliveryStream, StreamStore } from '../stores/stream-store.ts'
import { streamArn } from '../stream-arn.ts'
import { Properties, readStream } from './stream-properties.ts'

const MAX_NAME_LENGTH = 64

interface Needs {
  context: CloudContext
  streams: StreamStore
  buffer: RecordBuffer
  delivery: StreamDelivery
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html */
export function deliveryStream({ context, streams, buffer, delivery }: Needs): ResourceType {
  const put = (stream: DeliveryStream): Deployed => {
    mayAssume(stream)
    streams.put(stream)
    delivery.wake()
    return { physicalId: stream.name, attributes: { Arn: streamArn(context, stream.name) } }
  }
  const mayAssume = (stream: DeliveryStream) => {
    try {
      delivery.assume(stream)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      throw invalidArgument(`Firehose is unable to assume role ${stream.roleArn}. Please check the role provided.`)
    }
  }
  return resourceType<Properties>({
    type: 'AWS::KinesisFirehose::DeliveryStream',
    attributes: ['Arn'],
    partly: 'direct puts to S3',
    stateful: true,
    properties: Properties,
    createOnly: ['DeliveryStreamName', 'DeliveryStreamType'],
    meaningless: {
      DeliveryStreamEncryptionConfigurationInput: 'the data folder is as safe as the laptop it is on',
      Tags: 'nothing here reads the tags of streams',
    },
    named: {
      by: ({ DeliveryStreamName }) => DeliveryStreamName,
      exists: (name) => streams.find(name) !== undefined,
    },
    access: (change) => [
      ...calls<Properties>(
        {
          create: ['firehose:CreateDeliveryStream'],
          update: ['firehose:UpdateDestination'],
          delete: ['firehose:DeleteDeliveryStream'],
        },
        ({ properties, current, context: resource }) =>
          streamArn(
            context,
            current?.physicalId ?? properties.DeliveryStreamName ?? resource.physicalName(MAX_NAME_LENGTH),
          ),
      )(change),
      ...(change.kind === 'delete'
        ? []
        : [passRole(change.properties.ExtendedS3DestinationConfiguration.RoleARN, 'firehose.amazonaws.com')]),
    ],
    check: (properties) => void readStream('', 1, properties),
    create(properties, { physicalName }) {
      const name = properties.DeliveryStreamName ?? physicalName(MAX_NAME_LENGTH)
      if (!streams.find(name) && streams.count() >= LIMITS.streams)
        throw new AwsError(
          'LimitExceededException',
          `You have already consumed your quota of ${LIMITS.streams} streams.`,
        )
      return put(readStream(name, 1, properties))
    },
    update(properties, { physicalId }) {
      return put(readStream(physicalId, streams.get(physicalId).version + 1, properties))
    },
    async delete({ physicalId }) {
      const stream = streams.find(physicalId)
      if (!stream) return
      await delivery.flush(stream)
      streams.delete(physicalId)
      buffer.drop(physicalId)
    },
  })
}
