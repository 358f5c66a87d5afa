import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { confirm } from '../confirmation.ts'
import type { SnsServices } from '../sns-services.ts'

/** https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html – who has the token needs no signature. */
export const confirmSubscription = (services: Pick<SnsServices, 'context' | 'topics'>): Operation =>
  parsedOperation({
    access: 'public',
    input: z.strictObject({ TopicArn: z.string(), Token: z.string() }),
    run: ({ TopicArn, Token }) => ({ SubscriptionArn: confirm(services, TopicArn, Token).arn }),
  })
