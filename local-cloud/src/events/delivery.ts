import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { dueWork, retryDelay } from '../core/due-work.ts'
import type { Functions, Iam } from '../core/faces.ts'
import type { InternalApi } from '../core/service.ts'
import type { Json } from './pattern/json.ts'
import { type DeadLetter, reachTargets } from './reach-targets.ts'
import type { Rule, RuleStore, Target } from './stores/rule-store.ts'
import { targetInput } from './target-input.ts'

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const MAX_ATTEMPTS = 185
const MAX_AGE_MS = 24 * 3_600_000

/** What no later attempt would change: the target is gone, or does not let the rule in, or the event does not suit its input template. */
const FINAL = new Set([
  'ResourceNotFoundException',
  'AccessDeniedException',
  'AccessDenied',
  'StateMachineDoesNotExist',
  'QueueDoesNotExist',
  'INVALID_JSON',
])

export interface DeliveryServices {
  context: CloudContext
  rules: RuleStore
  iam: Iam
  functions: Functions
  api: InternalApi
}

type Exhausted = DeadLetter['condition']

const codeOf = (error: unknown): string => (error instanceof AwsError ? error.code : 'InternalFailure')

export type Delivery = ReturnType<typeof delivery>

interface Row {
  id: number
  rule: string
  target: string
  event: string
  attempts: number
  created: number
  traceHeader: string | null
}

/** Hands events to targets, at least once: what was queued is delivered after a restart too. */
export function delivery({ context, rules, iam, functions, api }: DeliveryServices) {
  const { database, clock } = context
  database.exec(`CREATE TABLE IF NOT EXISTS events_deliveries (
    id INTEGER PRIMARY KEY, rule TEXT NOT NULL, target TEXT NOT NULL, event TEXT NOT NULL,
    attempts INTEGER NOT NULL, created INTEGER NOT NULL, due INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS events_delivery_traces (delivery INTEGER PRIMARY KEY, header TEXT NOT NULL) STRICT`)
  const insert = database.prepare(
    'INSERT INTO events_deliveries (rule, target, event, attempts, created, due) VALUES (?, ?, ?, 0, ?, ?)',
  )
  const due = database.prepare(
    `SELECT id, rule, target, event, attempts, created, header AS traceHeader FROM events_deliveries
     LEFT JOIN events_delivery_traces ON delivery = id WHERE due <= ? ORDER BY id LIMIT 100`,
  )
  const earliest = database.prepare('SELECT min(due) AS due FROM events_deliveries')
  const insertTrace = database.prepare('INSERT OR REPLACE INTO events_delivery_traces VALUES (?, ?)')
  const removeTrace = database.prepare('DELETE FROM events_delivery_traces WHERE delivery = ?')
  const removeDelivery = database.prepare('DELETE FROM events_deliveries WHERE id = ?')
  const remove = (id: number): void => {
    removeDelivery.run(id)
    removeTrace.run(id)
  }
  const postpone = database.prepare('UPDATE events_deliveries SET attempts = attempts + 1, due = ? WHERE id = ?')
  const reach = reachTargets({ context, iam, functions, api })

  const attempt = async (row: Row) => {
    const rule = rules.all().find(({ arn }) => arn === row.rule)
    const target = rule?.targets.find(({ Id }) => Id === row.target)
    if (!rule || !target) return remove(row.id)
    try {
      await reach.target(
        rule,
        target,
        targetInput(target, { rule, event: JSON.parse(row.event), ingested: row.created }),
        row.traceHeader ?? undefined,
      )
      remove(row.id)
    } catch (error) {
      context.log(`events: rule ${rule.name} could not reach target ${target.Arn}: ${String(error)}`)
      const exhausted = exhaustedCondition(row, target, error)
      if (exhausted) await giveUp(row, rule, target, error, exhausted)
      else postpone.run(clock.now() + retryDelay(row.attempts), row.id)
    }
  }

  const exhaustedCondition = (
    { attempts, created }: Row,
    { RetryPolicy }: Target,
    error: unknown,
  ): Exhausted | null => {
    if (FINAL.has(codeOf(error))) return 'NotRetryable'
    if (attempts >= (RetryPolicy?.MaximumRetryAttempts ?? MAX_ATTEMPTS)) return 'MaximumRetryAttempts'
    const age = (RetryPolicy?.MaximumEventAgeInSeconds ?? MAX_AGE_MS / 1000) * 1000
    return clock.now() - created >= age ? 'MaximumEventAgeInSeconds' : null
  }

  const giveUp = async (row: Row, rule: Rule, target: Target, error: unknown, condition: Exhausted) => {
    try {
      await reach.deadLetterQueue(rule, target, {
        event: row.event,
        code: codeOf(error),
        message: error instanceof Error ? error.message : String(error),
        attempts: row.attempts,
        condition,
      })
    } catch (failure) {
      context.log(`events: rule ${rule.name} could not reach its dead-letter queue: ${String(failure)}`)
    }
    remove(row.id)
  }

  const work = dueWork(context, {
    name: 'events',
    next() {
      const at = earliest.get()?.due
      return typeof at === 'number' ? at : null
    },
    async run() {
      await Promise.all((due.all(clock.now()) as unknown as Row[]).map(attempt))
    },
  })

  return {
    /** Queues an event for a target; call `wake` after the transaction in which this ran. */
    queue(rule: Rule, target: Target, event: Json, traceHeader?: string): void {
      const { lastInsertRowid } = insert.run(rule.arn, target.Id, JSON.stringify(event), clock.now(), clock.now())
      if (traceHeader !== undefined) insertTrace.run(lastInsertRowid, traceHeader)
    },
    wake: work.wake,
    close: work.close,
  }
}
