import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import { createStack } from '../stack.ts'
import { noted, type Writer } from '../writer.ts'

const Source = 'soak'
const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

/** A rule that hands every event to a queue. */
const STACK = {
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue' },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: [Source] }, Targets: [{ Id: 'queue', Arn: arn('Queue') }] },
    },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn('Queue'),
              Condition: { ArnEquals: { 'aws:SourceArn': arn('Rule') } },
            },
          ],
        },
      },
    },
  },
  Outputs: { Queue: { Value: { Ref: 'Queue' } } },
}

/** Events of EventBridge: each that was accepted reaches its target, at least once. */
export function events(endpoints: Endpoints): Writer {
  const bus = new EventBridgeClient(account(endpoints))
  const sqs = new SQSClient(account(endpoints))
  const sent = ledger<true>('event')
  /** What was acknowledged must arrive; what was not may, also after the next look. */
  const accepted = new Set<string>()
  const arrived = new Set<string>()
  let QueueUrl = ''
  let event = 0

  async function collect(): Promise<void> {
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
      if (Messages.length === 0) return
      for (const { Body = '', ReceiptHandle } of Messages) {
        arrived.add(JSON.parse(Body).detail.key)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      }
    }
  }

  return {
    name: 'events',
    count: () => accepted.size,
    async prepare() {
      QueueUrl = (await createStack(endpoints, 'soak-events', STACK)).Queue ?? ''
    },
    write() {
      event += 1
      const key = `event ${event}`
      const Entries = [{ Source, DetailType: 'written', Detail: JSON.stringify({ key }) }]
      const send = async () => {
        const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries }))
        if (FailedEntryCount) throw new Error(`${FailedEntryCount} entries failed`)
        accepted.add(key)
      }
      return noted(sent, { key, value: true, send })
    },
    async check() {
      const missing = () => [...accepted].filter((key) => !arrived.has(key))
      const complete = async () => {
        await collect()
        return missing().length === 0
      }
      await eventually('every event to arrive', complete).catch(() => {})
      return missing().map((key) => `${key} was accepted, and never reached the queue`)
    },
  }
}
