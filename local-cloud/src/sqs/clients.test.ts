import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, startCloud } from '../cloud.ts'
import { testContext } from '../cloudformation/cloud-fixture.ts'

const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret' }
let cloud: Cloud
let client: SQSClient

beforeAll(async () => {
  const { database, dataDir } = testContext()
  database.close()
  cloud = await startCloud({ dataDir, port: 0, root })
  client = new SQSClient({ endpoint: cloud.url, region: cloud.region, credentials: root })
})
afterAll(async () => {
  client.destroy()
  await cloud.close()
})

test('the SDK sends, receives and deletes; it verifies the digests of bodies and attributes itself', async () => {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'sdk' }))
  const MessageAttributes = {
    tenant: { DataType: 'String', StringValue: 'ä' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
  }
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'grüß', MessageAttributes }))
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MessageAttributeNames: ['All'] }),
  )
  expect(Messages).toMatchObject([{ Body: 'grüß', MessageAttributes }])
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }))
})

test('the SDK knows the error of a queue that is not there', async () => {
  const QueueUrl = `${cloud.url}/000000000000/none`
  const failure = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })).catch((error) => error)
  expect(failure).toBeInstanceOf(QueueDoesNotExist)
  expect(failure).toMatchObject({ Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' } })
})

const aws = async (...command: string[]) => {
  const env = {
    PATH: process.env.PATH,
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.url,
  }
  const { stdout } = await promisify(execFile)('aws', [...command, '--endpoint-url', cloud.url, '--output', 'json'], {
    env,
  })
  return stdout === '' ? {} : JSON.parse(stdout)
}
const installed = await promisify(execFile)('aws', ['--version']).then(
  () => true,
  () => false,
)

test.skipIf(!installed)('the aws CLI makes a queue, sends and receives', async () => {
  const { QueueUrl } = await aws('sqs', 'create-queue', '--queue-name', 'cli')
  await aws('sqs', 'send-message', '--queue-url', QueueUrl, '--message-body', 'by hand')
  expect(await aws('sqs', 'receive-message', '--queue-url', QueueUrl)).toMatchObject({
    Messages: [{ Body: 'by hand' }],
  })
})
