import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { sqsError } from '../errors.ts'
import { queueAccess, type SqsServices } from '../sqs-services.ts'
import { noQueue, type Queue } from '../stores/queue-store.ts'

type Needs = Pick<SqsServices, 'names' | 'queues'>

const Page = { MaxResults: z.int().min(1).max(1000).optional(), NextToken: z.string().optional() }
const UrlInput = z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() })
const ListInput = z.strictObject({ ...Page, QueueNamePrefix: z.string().default('') })

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl = (services: Needs & Pick<SqsServices, 'context'>): Operation =>
  parsedOperation({
    access: ({ QueueName }) => [queueAccess(services, 'GetQueueUrl', services.names.check(String(QueueName)))],
    input: UrlInput,
    run({ QueueName, QueueOwnerAWSAccountId: owner }) {
      if (owner !== undefined && owner !== services.context.accountId) throw noQueue()
      return { QueueUrl: services.names.url(services.queues.get(QueueName).name) }
    },
  })

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues = ({ names, queues }: Needs): Operation =>
  parsedOperation({
    access: () => [{ action: 'sqs:ListQueues', resource: '*' }],
    input: ListInput,
    run({ QueueNamePrefix, ...page }) {
      const { found, next } = pageOf(
        queues.list().filter(({ name }) => name.startsWith(QueueNamePrefix)),
        page,
      )
      return { QueueUrls: found.map(({ name }) => names.url(name)), ...next }
    },
  })

/** The queues that give their messages up to this one. */
export const sourcesOf = ({ names, queues }: Needs, name: string): Queue[] =>
  queues.list().filter(({ settings }) => settings.redrive?.deadLetterTargetArn === names.arn(name))

function pageOf(all: Queue[], { MaxResults = 1000, NextToken }: { MaxResults?: number; NextToken?: string }) {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString()
  if (NextToken !== undefined && !/^[\w-]{1,80}$/.test(after))
    throw sqsError('InvalidParameterValue', 'Invalid or expired next token')
  const rest = all.filter(({ name }) => name > after)
  const found = rest.slice(0, MaxResults)
  const last = rest.length > MaxResults ? found.at(-1)?.name : undefined
  return { found, next: last === undefined ? {} : { NextToken: Buffer.from(last).toString('base64url') } }
}
