import type { IEventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'

/** Lets a function put events of these types on the bus, and no others: a consumer may trust that an event comes from its own publisher. */
export function mayPublish(
  fn: IFunction,
  bus: IEventBus,
  { source, types }: { source: string; types: readonly string[] },
): void {
  if (types.length === 0) return
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['events:PutEvents'],
      resources: [bus.eventBusArn],
      conditions: { StringEquals: { 'events:source': source, 'events:detail-type': types } },
    }),
  )
}
