import type { Clock } from '../core/clock.ts'
import { operationsOf } from '../core/service.ts'
import { callBy } from '../iam/iam-fixture.ts'
import { caller, resourceContext, testContext } from '../logs/logs-fixture.ts'
import { sqsService } from './service.ts'

/** For tests: SQS over a fresh data folder, or over one that an earlier one has left, with a clock that is moved. */
export function testSqs(dataDir?: string, clock?: Clock) {
  const base = testContext(dataDir)
  const context = { ...base, ...(clock && { clock: { ...base.clock, ...clock } }) }
  const sqs = sqsService({ context })
  const call = caller(sqs.api)
  const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`
  return {
    ...sqs,
    context,
    call,
    arn,
    url: (name: string) => `http://127.0.0.1:4566/000000000000/${name}`,
    /** What IAM is asked before an operation runs. */
    accesses(operation: string, input: object) {
      const access = operationsOf(sqs.api)[operation]?.access
      if (typeof access !== 'function') throw new Error(`no operation ${operation}`)
      return access(input, callBy({ kind: 'anonymous' }))
    },
    async make(name: string, Attributes: Record<string, string> = {}): Promise<string> {
      return (await call('CreateQueue', { QueueName: name, Attributes })).QueueUrl
    },
    async bodies(QueueUrl: string, more: object = {}): Promise<string[]> {
      const { Messages = [] } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more })
      return Messages.map(({ Body }: { Body: string }) => Body)
    },
    async attributes(QueueUrl: string): Promise<Record<string, string>> {
      return (await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes
    },
    deploy: async (type: string, logicalId: string, properties: object) => {
      const found = sqs.resourceTypes.find((candidate) => candidate.type === type)
      if (!found) throw new Error(`no resource type ${type}`)
      const deployed = await found.create(found.properties.parse(properties), resourceContext(logicalId))
      return { ...deployed, type: found, properties }
    },
  }
}
