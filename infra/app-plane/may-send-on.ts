import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { EventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { mayPublish, mayPublishOnBuses } from '../foundation/may-publish.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { Place } from './place.ts'

/** Lets a worker send events that it consumes on to where their tenant is served, when it has moved meanwhile. */
export function maySendOn(fn: LambdaFunction, place: Place, types: readonly string[]): void {
  const of = { source: SERVICE_SOURCE, types }
  if (types.length === 0) return
  if (place.kind === 'silo') {
    mayPublish(fn, EventBus.fromEventBusName(fn, 'PoolBus', EVENT_BUS_NAME), of)
    return
  }
  mayPublishOnBuses(fn, {
    sid: 'SendOn',
    buses: SILO_PREFIX,
    reason: 'Which tenants have moved to a silo of their own is known only when an event is handled.',
    ...of,
  })
}
