import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { dueWork } from '../../core/due-work.ts'
import { eachMinute } from '../../core/each-minute.ts'
import type { Principal } from '../../core/principal.ts'
import type { InternalApi } from '../../core/service.ts'
import type { AlarmStore, PendingAction } from '../stores/alarm-store.ts'
import type { MetricStore } from '../stores/metric-store.ts'
import { type Alarm, type AlarmProperties, type CompiledAlarm, compileAlarm } from './alarm.ts'
import type { AlarmState } from './evaluate.ts'
import { look } from './look.ts'
import { notification } from './notification.ts'
import { reasonDataOf, reasonOf } from './reason.ts'

/** After the end of a minute, so that what was measured in it is there. */
const DELAY_MS = 1_000

export interface WatchServices {
  context: CloudContext
  metrics: MetricStore
  alarms: AlarmStore
  api: InternalApi
}

/** Evaluates alarms after each minute, and tells topics of changes: at least once, and again where a kill came before their answer was stored. */
export function watchAlarms({ context, metrics, alarms, api }: WatchServices) {
  const { clock } = context
  const compiled = new WeakMap<AlarmProperties, CompiledAlarm>()
  let stopMinutes = () => {}

  const compiledOf = ({ properties }: Alarm): CompiledAlarm => {
    const made = compiled.get(properties) ?? compileAlarm(properties)
    compiled.set(properties, made)
    return made
  }

  const evaluateOne = (alarm: Alarm, at: number): void => {
    const rules = compiledOf(alarm)
    const seen = look(metrics, alarm, rules, at / 1000)
    const { state } = seen
    if (state === null || state === alarm.state) return
    const { properties } = alarm
    const changed: Alarm = {
      ...alarm,
      state,
      reason: reasonOf(seen, rules, properties, alarm.state, state),
      reasonData: reasonDataOf(seen, rules, properties, at),
      updatedAt: at,
      transitionedAt: at,
    }
    const of = ({ state: stateValue, reason: stateReason }: Alarm) => ({ stateValue, stateReason })
    const data = JSON.stringify({ version: '1.0', oldState: of(alarm), newState: of(changed) })
    const summary = `Alarm updated from ${alarm.state} to ${state}`
    const topics = properties.ActionsEnabled ? actionsOf(properties, state) : []
    const item = { alarm: alarm.name, at, type: 'StateUpdate', summary, data } as const
    alarms.put(changed, item, topics, notification(context, changed, alarm.state))
  }

  const evaluateAll = (at: number): void => {
    for (const alarm of alarms.list()) {
      try {
        evaluateOne(alarm, at)
      } catch (error) {
        context.log(`cloudwatch: alarm ${alarm.name} could not be evaluated: ${String(error)}`)
      }
    }
    telling.wake()
  }

  const tell = async (action: PendingAction): Promise<void> => {
    const { alarm, arn: sourceArn, topic: TopicArn, message } = action
    const { accountId: sourceAccount } = context
    const caller: Principal = { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn, sourceAccount }
    let failure: string | null = null
    try {
      await api.call(caller, 'sns', 'Publish', { TopicArn, ...message })
    } catch (error) {
      // The topic is gone, or does not let CloudWatch in: AWS does not try again either.
      if (!(error instanceof AwsError)) throw error
      failure = error.message
      context.log(`cloudwatch: alarm ${alarm} could not reach ${TopicArn}: ${failure}`)
    }
    const summary = `${failure === null ? 'Successfully executed' : 'Failed to execute'} action ${TopicArn}`
    const data = JSON.stringify({
      actionState: failure === null ? 'Succeeded' : 'Failed',
      notificationResource: TopicArn,
      error: failure,
    })
    alarms.settle(action, { alarm, at: clock.now(), type: 'Action', summary, data })
  }

  const telling = dueWork(context, {
    name: 'cloudwatch',
    next: () => (alarms.pending() ? clock.now() : null),
    async run() {
      const action = alarms.pending()
      if (action) await tell(action)
    },
  })

  return {
    start(): void {
      stopMinutes = eachMinute(clock, DELAY_MS, evaluateAll)
      telling.wake()
    },
    /** Resolves when a topic that is being told has answered. */
    async close(): Promise<void> {
      stopMinutes()
      await telling.close()
    },
  }
}

function actionsOf({ AlarmActions, OKActions, InsufficientDataActions }: AlarmProperties, state: AlarmState): string[] {
  switch (state) {
    case 'ALARM':
      return AlarmActions
    case 'OK':
      return OKActions
    case 'INSUFFICIENT_DATA':
      return InsufficientDataActions
    default:
      return state satisfies never
  }
}
