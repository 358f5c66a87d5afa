import { gunzipSync } from 'node:zlib'
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Cloud } from '@tenantry/local-cloud/cloud.ts'
import type { ClientOptions } from '../cloud.ts'

/** What goes in at the log group, what lies in the bucket, and what the queue tells of it: by clients of the SDK, with options as they are at each call. */
export function follow(options: () => ClientOptions, { region }: Pick<Cloud, 'region'>) {
  const logs = () => new CloudWatchLogsClient(options())
  const s3 = () => new S3Client(options())
  const sqs = () => new SQSClient(options())
  const QueueUrl = `${options().endpoint}/000000000000/arrivals`
  return {
    region,
    async log(logStreamName: string, ...messages: (string | object)[]): Promise<void> {
      const at = { logGroupName: 'place', logStreamName }
      await logs()
        .send(new CreateLogStreamCommand(at))
        .catch((error: unknown) => {
          if (!(error instanceof ResourceAlreadyExistsException)) throw error
        })
      const logEvents = messages.map((message) => ({
        timestamp: Date.now(),
        message: typeof message === 'string' ? message : JSON.stringify(message),
      }))
      await logs().send(new PutLogEventsCommand({ ...at, logEvents }))
    },

    async keys(Prefix = '', Bucket = 'usage-files'): Promise<string[]> {
      const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket, Prefix }))
      return Contents.map(({ Key = '' }) => Key)
    },

    async read(Key: string, Bucket = 'usage-files'): Promise<string> {
      const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }))
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
      return (Key.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes)).toString()
    },

    /** The lines of every file below a prefix, without what CloudWatch Logs sent to test the way. */
    async lines(prefix = 'usage/'): Promise<string[]> {
      const files = await Promise.all((await this.keys(prefix)).map((key) => this.read(key)))
      return files
        .flatMap((file) => file.split('\n'))
        .filter((line) => line !== '' && !line.startsWith('CWL CONTROL MESSAGE'))
    },

    /** Takes what is in the queue. */
    // biome-ignore lint/suspicious/noExplicitAny: messages of several shapes
    async told(): Promise<any[]> {
      const { Messages = [] } = await sqs().send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
      for (const { ReceiptHandle } of Messages) await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      return Messages.map(({ Body = '' }) => JSON.parse(Body))
    },
  }
}
