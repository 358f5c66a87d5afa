import { Stack } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { allowWithWildcard } from './allow-with-wildcard.ts'
import { mayGoUnused } from './may-go-unused.ts'

const PUBLISHES = 'events:PutEvents'

/** Like `mayPublish`, for all buses whose names begin alike. */
export function mayPublishOnBuses(
  fn: IFunction,
  {
    sid,
    buses,
    source,
    types,
    reason,
  }: { sid: string; buses: string; source: string; types: readonly string[]; reason: string },
): void {
  const resourceName = `${buses}*`
  allowWithWildcard(fn, {
    sid,
    actions: [PUBLISHES],
    resources: [Stack.of(fn).formatArn({ service: 'events', resource: 'event-bus', resourceName })],
    conditions: { StringEquals: { 'events:source': source, 'events:detail-type': [...types] } },
    reason,
  })
  for (const type of types) mayGoUnused(fn, { action: PUBLISHES, of: `${resourceName} ${type}`, reason })
}

/** Lets a function put events of these types on the bus, and no others: a consumer may trust that an event comes from its own publisher. */
export function mayPublish(
  fn: IFunction,
  bus: IEventBus,
  {
    source,
    types,
    unused,
  }: {
    source: string
    types: readonly string[]
    /** Some of these that no acceptance journey publishes: see `mayGoUnused`. */
    unused?: { types: readonly string[]; reason: string }
  },
): void {
  if (types.length === 0) return
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: [PUBLISHES],
      resources: [bus.eventBusArn],
      conditions: { StringEquals: { 'events:source': source, 'events:detail-type': types } },
    }),
  )
  for (const type of unused?.types ?? []) mayGoUnused(fn, { action: PUBLISHES, of: type, reason: unused?.reason ?? '' })
}
