import { beforeAll, describe, expect, test } from 'vitest'
import { role, useCloud } from '../cloud.ts'
import { bucket, filter, notification, PIPELINE, processor, stream } from './pipeline-template.ts'

// What of the way from log lines to files is refused, and how it says so.

const cloud = useCloud()
const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
beforeAll(() => cloud.deploy({ Resources: PIPELINE }))

/** Deploys the pipeline with other resources in it, of which the deployment must fail. */
const changed = (more: Record<string, object>) =>
  cloud.deploy({ Resources: { ...PIPELINE, ...more } }).then(
    () => 'deployed',
    (error: Error) => error.message,
  )

const NOT_REACHED = 'Could not deliver test message to specified Firehose stream.'

describe('a subscription filter', () => {
  const second = filter('second')
  test.each([
    [
      'a third of a group',
      { Second: second, Third: { ...filter('third'), DependsOn: 'Second' } },
      'Resource limit exceeded.',
    ],
    [
      'a stream that is not there',
      { Second: filter('second', { DestinationArn: 'arn:aws:firehose:us-east-1:000000000000:deliverystream/gone' }) },
      NOT_REACHED,
    ],
    [
      'a role that does not let CloudWatch Logs in',
      { Second: filter('second', { RoleArn: arn('StreamRole') }) },
      NOT_REACHED,
    ],
    [
      'a role without the right to put',
      {
        Other: role('logs.amazonaws.com', {
          Effect: 'Allow',
          Action: 'firehose:PutRecordBatch',
          Resource: 'arn:aws:firehose:*:*:deliverystream/other',
        }),
        Second: filter('second', { RoleArn: arn('Other') }),
      },
      'not authorized to perform: firehose:PutRecordBatch',
    ],
    [
      'another destination',
      { Second: filter('second', { DestinationArn: 'arn:aws:lambda:us-east-1:000000000000:function:f' }) },
      'function:f as a subscription filter',
    ],
    ['a pattern that is none', { Second: filter('second', { FilterPattern: '{ $.a = ' }) }, 'Invalid filter pattern'],
    ['a group that is not there', { Second: filter('second', { LogGroupName: 'gone' }) }, 'log group does not exist'],
    [
      'fields that it would add',
      { Second: filter('second', { EmitSystemFields: ['@aws.account'] }) },
      'EmitSystemFields',
    ],
  ])('is refused for %s', async (_, resources, message) => {
    expect(await changed(resources)).toContain(message)
  })
})

describe('a delivery stream', () => {
  const processors = (...Processors: object[]) => ({ ProcessingConfiguration: { Enabled: true, Processors } })
  test.each([
    ['a role that does not let Firehose in', { RoleARN: arn('LogsRole') }, 'Firehose is unable to assume role'],
    ['a function', processors(processor('Lambda', { LambdaArn: 'f' })), 'the processor Lambda'],
    [
      'messages of what is not decompressed',
      processors(processor('CloudWatchLogProcessing', { DataMessageExtraction: 'true' })),
      'CloudWatchLogProcessing needs Decompression',
    ],
    ['an expression without a place for failures', { ErrorOutputPrefix: { Ref: 'AWS::NoValue' } }, 'ErrorOutputPrefix'],
    ['another compression', { CompressionFormat: 'Snappy' }, 'CompressionFormat'],
    ['partitions', { DynamicPartitioningConfiguration: { Enabled: true } }, 'DynamicPartitioningConfiguration'],
    ['an interval that is too long', { BufferingHints: { IntervalInSeconds: 901 } }, 'IntervalInSeconds'],
  ])('is refused for %s', async (_, destination, message) => {
    expect(await changed({ Other: stream('other', destination) })).toContain(message)
  })
})

describe('a bucket that tells a queue', () => {
  const named = (name: string) => ({ ...notification(), Event: name })
  test.each([
    [
      'a queue that does not let it in',
      bucket([notification()], 'other-files'),
      'Unable to validate the following destination',
    ],
    [
      'a queue that is not there',
      bucket([{ ...notification(), Queue: 'arn:aws:sqs:us-east-1:000000000000:gone' }], 'other-files'),
      'Unable to validate the following destination',
    ],
    ['other events', bucket([named('s3:ObjectRemoved:*')], 'other-files'), 'notifications of s3:ObjectRemoved:*'],
    ['the same twice', bucket([notification(), named('s3:ObjectCreated:Put')], 'other-files'), 'ambiguously defined'],
  ])('is refused for %s', async (_, other, message) => {
    expect(await changed({ Other: other })).toContain(message)
  })
})
