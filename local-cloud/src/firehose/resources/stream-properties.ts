import * as z from 'zod'
import { invalidArgument } from '../errors.ts'
import { checkPrefixes, ERROR_TYPE, timedPrefix } from '../processing/object-prefix.ts'
import { ProcessorShape, readProcessor } from '../processing/processors.ts'
import type { DeliveryStream } from '../stores/stream-store.ts'

const MB = 1024 * 1024

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kinesisfirehose-deliverystream-extendeds3destinationconfiguration.html */
const Destination = z.strictObject({
  BucketARN: z.string().regex(/^arn:aws:s3:::[a-z0-9.-]+$/),
  RoleARN: z.string(),
  BufferingHints: z
    .strictObject({
      IntervalInSeconds: z.coerce.number().int().min(0).max(900).optional(),
      SizeInMBs: z.coerce.number().int().min(1).max(128).optional(),
    })
    .optional(),
  CompressionFormat: z.enum(['UNCOMPRESSED', 'GZIP']).optional(),
  Prefix: z.string().max(1024).optional(),
  ErrorOutputPrefix: z.string().max(1024).optional(),
  ProcessingConfiguration: z
    .strictObject({ Enabled: z.boolean().optional(), Processors: z.array(ProcessorShape).optional() })
    .optional(),
  CloudWatchLoggingOptions: z
    .strictObject({
      Enabled: z.boolean().optional(),
      LogGroupName: z.string().optional(),
      LogStreamName: z.string().optional(),
    })
    .optional(),
  // Nothing is encrypted here, times are UTC, and records are kept once: only these values say what is.
  EncryptionConfiguration: z.strictObject({ NoEncryptionConfig: z.literal('NoEncryption') }).optional(),
  CustomTimeZone: z.literal('UTC').optional(),
  S3BackupMode: z.literal('Disabled').optional(),
})

export const Properties = z.strictObject({
  DeliveryStreamName: z
    .string()
    .regex(/^[a-zA-Z0-9_.-]{1,64}$/)
    .optional(),
  DeliveryStreamType: z.literal('DirectPut').optional(),
  ExtendedS3DestinationConfiguration: Destination,
})
export type Properties = z.infer<typeof Properties>

/** What a template says of a stream; throws what Firehose refuses, and what is not here. */
export function readStream(name: string, version: number, properties: Properties): DeliveryStream {
  const { BucketARN, RoleARN, BufferingHints, CompressionFormat, ...destination } =
    properties.ExtendedS3DestinationConfiguration
  const { Prefix = '', ErrorOutputPrefix } = destination
  checkPrefixes(Prefix, ErrorOutputPrefix)
  const { Enabled: processes = false, Processors = [] } = destination.ProcessingConfiguration ?? {}
  // Read even where they are switched off: what is not here is refused.
  const processors = Processors.map(readProcessor)
  const extracts = processors.findIndex(({ type }) => type === 'CloudWatchLogProcessing')
  if (extracts >= 0 && !processors.slice(0, extracts).some(({ type }) => type === 'Decompression'))
    throw invalidArgument('CloudWatchLogProcessing needs Decompression before it.')
  return {
    name,
    version,
    roleArn: RoleARN,
    bucket: BucketARN.slice('arn:aws:s3:::'.length),
    prefix: timedPrefix(Prefix),
    errorPrefix: timedPrefix(ErrorOutputPrefix ?? `${Prefix}${ERROR_TYPE}/`),
    intervalMs: (BufferingHints?.IntervalInSeconds ?? 300) * 1000,
    sizeBytes: (BufferingHints?.SizeInMBs ?? 5) * MB,
    compresses: CompressionFormat === 'GZIP',
    processors: processes ? processors : [],
    log: logOf(destination.CloudWatchLoggingOptions),
  }
}

function logOf({
  Enabled = false,
  LogGroupName: group = '',
  LogStreamName: stream = '',
}: z.infer<typeof Destination>['CloudWatchLoggingOptions'] = {}): DeliveryStream['log'] {
  if (!Enabled) return null
  if (group === '' || stream === '')
    throw invalidArgument('LogGroupName and LogStreamName are required when CloudWatch logging is enabled.')
  return { group, stream }
}
