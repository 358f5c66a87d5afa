import type { DetailType } from '@tenantry/contracts/events.ts'
import { EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { EVENT_BUS_NAME } from '../names.ts'

/** The bus of the base stack, by its name. */
export const eventBus = (scope: Construct) => EventBus.fromEventBusName(scope, 'Bus', EVENT_BUS_NAME)

/** Invokes a function for events of the other plane. */
export function onEvent(
  scope: Construct,
  id: string,
  {
    bus,
    source,
    detailTypes,
    target,
  }: { bus: ReturnType<typeof eventBus>; source: string; detailTypes: DetailType[]; target: IFunction },
): void {
  new Rule(scope, id, {
    eventBus: bus,
    eventPattern: { source: [source], detailType: detailTypes },
    targets: [new LambdaFunction(target)],
  })
}
