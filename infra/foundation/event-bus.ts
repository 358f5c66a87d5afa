import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import { EVENT_BUS_NAME } from '../names.ts'

/** The bus of the base stack, by its name. */
export const eventBus = (scope: Construct): IEventBus => EventBus.fromEventBusName(scope, 'Bus', EVENT_BUS_NAME)
