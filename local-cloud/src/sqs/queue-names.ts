import { Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { invalidParameter, sqsError } from './errors.ts'

export type QueueNames = ReturnType<typeof queueNames>

/** Names, URLs and ARNs of queues. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function queueNames({ region, accountId, endpoint }: Pick<CloudContext, 'region' | 'accountId' | 'endpoint'>) {
  const prefix = `arn:aws:sqs:${region}:${accountId}:`
  return {
    arn: (name: string) => `${prefix}${name}`,

    /** As the API answers it: on the endpoint that serves it, since clients may take the host of a queue from its URL. */
    url: (name: string) => `${endpoint()}/${accountId}/${name}`,

    /** As a template knows it: on AWS's host name. */
    publicUrl: (name: string) => `https://sqs.${region}.amazonaws.com/${accountId}/${name}`,

    /** The name in a queue's URL, whatever host the client was told. */
    ofUrl(url: string): string {
      const [, account, name] = /^(?:https?:\/\/[^/]+)?\/(\d{12})\/([\w-]{1,80})$/.exec(url) ?? []
      if (!name || account !== accountId)
        throw sqsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`)
      return name
    },

    /** The name in a queue's ARN; undefined for an ARN of anything else. */
    ofArn: (arn: string): string | undefined =>
      arn.startsWith(prefix) && /^[\w-]{1,80}$/.test(arn.slice(prefix.length)) ? arn.slice(prefix.length) : undefined,

    check(name: string): string {
      if (name.endsWith('.fifo')) throw new Unsupported('FIFO queues')
      if (/^[\w-]{1,80}$/.test(name)) return name
      throw invalidParameter(
        'QueueName',
        name,
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
      )
    },
  }
}
