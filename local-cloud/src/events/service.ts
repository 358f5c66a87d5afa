import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Functions, Iam } from '../core/faces.ts'
import type { InternalApi } from '../core/service.ts'
import { delivery as deliveries } from './delivery.ts'
import { putEvents } from './operations/put-events.ts'
import { eventBus } from './resources/event-bus.ts'
import { rule } from './resources/rule.ts'
import { schedules as scheduler } from './schedules.ts'
import { ruleStore } from './stores/rule-store.ts'

export interface EventsServices {
  context: CloudContext
  iam: Iam
  functions: Functions
  api: InternalApi
}

/** EventBridge: buses, rules with patterns or schedules, delivery to functions and state machines. */
export function eventsService({ context, iam, functions, api }: EventsServices) {
  const rules = ruleStore(context.database)
  const delivery = deliveries({ context, rules, iam, functions, api })
  const schedules = scheduler({ context, rules, delivery })
  return {
    name: 'events',
    api: {
      name: 'events',
      protocol: 'json-1.1',
      targetPrefix: 'AWSEvents',
      operations: { PutEvents: putEvents({ context, rules, delivery }) },
    },
    resourceTypes: [eventBus(context, rules), rule(context, rules, schedules.arm)],
    // Delivers what an earlier run left, and arms the schedules.
    start() {
      delivery.wake()
      schedules.arm()
    },
    async close() {
      schedules.close()
      await delivery.close()
    },
  } satisfies CloudService
}
