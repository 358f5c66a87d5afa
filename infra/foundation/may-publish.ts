import type { IEventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { mayGoUnused } from './may-go-unused.ts'

const PUBLISHES = 'events:PutEvents'

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
  for (const of of unused?.types ?? []) mayGoUnused(fn, { action: PUBLISHES, of, reason: unused?.reason ?? '' })
}
