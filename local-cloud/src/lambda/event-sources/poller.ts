import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Iam } from '../../core/faces.ts'
import type { RoleSession } from '../../core/principal.ts'
import { queueUrlOf } from '../../core/queue-url.ts'
import type { InternalApi } from '../../core/service.ts'
import type { RunInvocation } from '../invocations/run-invocation.ts'
import { EVENT_SOURCES } from '../limits.ts'
import type { EventSource } from '../stores/event-source-store.ts'
import type { FunctionStore } from '../stores/function-store.ts'
import { failedItems } from './batch-response.ts'
import { collectBatch } from './collect-batch.ts'
import { sleeper } from './sleeper.ts'
import { type Message, sqsEvent } from './sqs-event.ts'

export interface PollerServices {
  context: CloudContext
  iam: Pick<Iam, 'assumeForService'>
  api: InternalApi
  functions: Pick<FunctionStore, 'find'>
  run: RunInvocation
}

/**
 * Polls one queue for one function, under the function's role as Lambda does. What was handled is deleted; what was not becomes visible again
 * when the queue's visibility timeout is over, and its redrive policy decides how often.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function pollEventSource(services: PollerServices, source: EventSource): { stop(): void } {
  const { context, functions, run } = services
  const { clock, ids } = context
  const { sleep, wake } = sleeper(clock)
  const call = queueCaller(services, source)
  const limit = source.maximumConcurrency ?? EVENT_SOURCES.initialConcurrency
  let stopped = false
  let invocations = 0

  const receive = (MaxNumberOfMessages: number, WaitTimeSeconds: number) =>
    call('ReceiveMessage', {
      MaxNumberOfMessages,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    })

  const hand = async (messages: Message[]): Promise<void> => {
    const payload = JSON.stringify(sqsEvent(messages, source.queueArn))
    const messageIds = messages.map(({ MessageId }) => MessageId)
    const links = messages.flatMap(({ Attributes }) => Attributes.AWSTraceHeader ?? [])
    for (let attempt = 0; !stopped; attempt++) {
      try {
        const outcome = await run(functions.find(source.functionName), ids.uuid(), payload, { links, messageIds })
        if (!stopped && !outcome.functionError) await remove(handled(source, outcome.payload, messages))
        return
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') throw error
        await sleep(backoff(attempt))
      }
    }
  }
  const remove = async (messages: Message[]): Promise<void> => {
    for (let at = 0; at < messages.length; at += 10) {
      const entries = messages.slice(at, at + 10)
      const Entries = entries.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
      await call('DeleteMessageBatch', { Entries })
    }
  }

  const log = (error: unknown) => {
    if (!stopped) context.log(`lambda: ${source.functionName} polling ${source.queueArn}: ${String(error)}`)
  }
  const poll = async (): Promise<void> => {
    let failures = 0
    while (!stopped) {
      try {
        if (invocations >= limit) {
          await sleep(EVENT_SOURCES.longestPauseMs)
          continue
        }
        const messages = await collectBatch({ clock, stopped: () => stopped }, source, receive)
        failures = 0
        if (messages.length === 0 || stopped) continue
        invocations += 1
        void hand(messages)
          .catch(log)
          .finally(() => {
            invocations -= 1
            wake()
          })
      } catch (error) {
        log(error)
        await sleep(backoff(failures++))
      }
    }
  }
  void poll()
  return {
    stop() {
      stopped = true
      wake()
    },
  }
}

/** Calls operations on the source's queue as the function's role. */
function queueCaller(
  { context, iam, api, functions }: Pick<PollerServices, 'context' | 'iam' | 'api' | 'functions'>,
  { functionName, queueArn }: Pick<EventSource, 'functionName' | 'queueArn'>,
) {
  const QueueUrl = queueUrlOf(queueArn)
  let session: RoleSession | undefined
  const renewSession = (): RoleSession => {
    const roleArn = functions.find(functionName).role
    const seconds = EVENT_SOURCES.sessionSeconds
    const fresh = session?.roleArn === roleArn && session.expiresAt - context.clock.now() > (seconds * 1000) / 2
    if (session && fresh) return session
    const request = { roleArn, service: 'lambda.amazonaws.com', sessionName: functionName, durationSeconds: seconds }
    session = iam.assumeForService(request).session
    return session
  }
  return async (operation: string, input: object) => {
    try {
      return await api.call(renewSession(), 'sqs', operation, { QueueUrl, ...input })
    } catch (error) {
      // The role may have been made anew under its name: the next call takes a session of that one.
      session = undefined
      throw error
    }
  }
}

const backoff = (failures: number): number => Math.min(1000 * 2 ** failures, EVENT_SOURCES.longestPauseMs)

function handled(source: EventSource, payload: string, messages: Message[]): Message[] {
  if (!source.reportsBatchItemFailures) return messages
  const ids = messages.map(({ MessageId }) => MessageId)
  const failed = failedItems(payload, ids)
  return failed === 'all' ? [] : messages.filter(({ MessageId }) => !failed.has(MessageId))
}
