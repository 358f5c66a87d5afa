import type { CloudContext } from '../core/cloud-context.ts'

export const CONFIRM = '/confirmation.html'
export const UNSUBSCRIBE = '/unsubscribe.html'

/** Of a mail: who has it needs no signature. */
export const link = (
  context: Pick<CloudContext, 'endpoint'>,
  path: string,
  parameters: Record<string, string>,
): string => `${context.endpoint()}${path}?${new URLSearchParams(parameters)}`

export const unsubscribeLink = (context: Pick<CloudContext, 'endpoint'>, SubscriptionArn: string): string =>
  link(context, UNSUBSCRIBE, { SubscriptionArn })
