import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, Iam } from '../core/faces.ts'
import type { Principal } from '../core/principal.ts'
import { queueUrlOf } from '../core/queue-url.ts'
import type { InternalApi } from '../core/service.ts'
import type { Rule, Target } from './stores/rule-store.ts'

/** An event that is given up, and why. */
export interface DeadLetter {
  /** JSON text. */
  event: string
  code: string
  message: string
  /** Made after the first. */
  attempts: number
  condition: 'NotRetryable' | 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds'
}

/** Calls a target in the name of the rule: functions and queues let it in by their own policies, state machines by the target's role. */
export function reachTargets({
  context,
  iam,
  functions,
  api,
}: {
  context: CloudContext
  iam: Iam
  functions: Functions
  api: InternalApi
}) {
  const inTheNameOf = ({ arn }: Rule): Principal => ({
    kind: 'service',
    service: 'events.amazonaws.com',
    sourceArn: arn,
    sourceAccount: context.accountId,
  })
  const sendMessage = (rule: Rule, queueArn: string, message: object, traceHeader?: string) => {
    const QueueUrl = queueUrlOf(queueArn)
    return api.call(inTheNameOf(rule), 'sqs', 'SendMessage', { QueueUrl, ...message }, traceHeader)
  }
  const startExecution = (rule: Rule, { Arn, RoleArn = '' }: Target, input: string, traceHeader?: string) => {
    const sessionName = rule.name.slice(0, 64)
    const request = { roleArn: RoleArn, service: 'events.amazonaws.com', sessionName, durationSeconds: 900 }
    const { session } = iam.assumeForService(request)
    return api.call(session, 'states', 'StartExecution', { stateMachineArn: Arn, input }, traceHeader)
  }

  return {
    async target(rule: Rule, target: Target, input: string, traceHeader?: string): Promise<void> {
      const service = target.Arn.split(':')[2]
      if (service === 'lambda') functions.invokeLater(target.Arn, input, inTheNameOf(rule), traceHeader)
      else if (service === 'sqs') await sendMessage(rule, target.Arn, { MessageBody: input }, traceHeader)
      else await startExecution(rule, target, input, traceHeader)
    },

    /** Nothing happens without one. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html#eb-dlq-message-attributes */
    async deadLetterQueue(rule: Rule, target: Target, letter: DeadLetter): Promise<void> {
      if (!target.DeadLetterConfig) return
      const text = (StringValue: string) => ({ DataType: 'String', StringValue })
      const exhausted = letter.condition === 'NotRetryable' ? {} : { EXHAUSTED_RETRY_CONDITION: text(letter.condition) }
      await sendMessage(rule, target.DeadLetterConfig.Arn, {
        MessageBody: letter.event,
        MessageAttributes: {
          RULE_ARN: text(rule.arn),
          TARGET_ARN: text(target.Arn),
          ERROR_CODE: text(letter.code),
          ERROR_MESSAGE: text(letter.message),
          RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(letter.attempts) },
          ...exhausted,
        },
      })
    },
  }
}
