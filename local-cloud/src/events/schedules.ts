import type { CloudContext } from '../core/cloud-context.ts'
import { transaction } from '../core/database.ts'
import type { Delivery } from './delivery.ts'
import { isoSeconds } from './iso-seconds.ts'
import { parseSchedule } from './schedule/schedule.ts'
import type { Rule, RuleStore } from './stores/rule-store.ts'

/** Fires the rules that have a schedule. One timer, for the rule that is due next. */
export function schedules({
  context,
  rules,
  delivery,
}: {
  context: CloudContext
  rules: RuleStore
  delivery: Delivery
}) {
  const { clock, database, ids, accountId, region } = context
  let cancel = () => {}
  let closed = false

  const dueAt = (rule: Rule): number =>
    rule.schedule === null ? Number.POSITIVE_INFINITY : parseSchedule(rule.schedule)(rule.lastRun)

  const fire = (rule: Rule) => {
    const now = clock.now()
    // As one: a kill between them would have fired the rule for nobody.
    transaction(database, () => {
      rules.put({ ...rule, lastRun: now })
      for (const target of rule.targets) {
        delivery.queue(rule, target, {
          version: '0',
          id: ids.uuid(),
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          account: accountId,
          time: isoSeconds(now),
          region,
          resources: [rule.arn],
          detail: {},
        })
      }
    })
    delivery.wake()
  }

  const arm = () => {
    cancel()
    if (closed) return
    const next = Math.min(
      ...rules
        .all()
        .filter(({ enabled }) => enabled)
        .map(dueAt),
    )
    // A timer longer than 24.8 days fires at once; an hour's look is cheap.
    if (Number.isFinite(next)) cancel = clock.after(Math.min(Math.max(0, next - clock.now()), 3_600_000), run)
  }

  const run = () => {
    for (const rule of rules.all()) if (rule.enabled && dueAt(rule) <= clock.now()) fire(rule)
    arm()
  }

  return {
    /** Looks at the rules again: at the start, and after one has changed. */
    arm,
    close() {
      closed = true
      cancel()
    },
  }
}
