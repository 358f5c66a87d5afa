import { APP_PLANE_SOURCE, RequestResult } from '@tenantry/contracts/events.ts'
import { type BusEvent, readEvent } from '@tenantry/toolkit/events.ts'
import * as z from 'zod/mini'

/** How the app plane may answer. */
export const ResultType = z.enum([
  'sbt_aws_provisionSuccess',
  'sbt_aws_provisionFailure',
  'sbt_aws_activateSuccess',
  'sbt_aws_activateFailure',
  'sbt_aws_deactivateSuccess',
  'sbt_aws_deactivateFailure',
  'sbt_aws_deprovisionSuccess',
  'sbt_aws_deprovisionFailure',
  'sbt_aws_updateSuccess',
  'sbt_aws_updateFailure',
])

/** An answer of the app plane; throws for any other event. */
export function readResult(event: BusEvent): { type: z.infer<typeof ResultType>; result: RequestResult } {
  const type = z.safeParse(ResultType, event['detail-type'])
  if (type.success && event.source === APP_PLANE_SOURCE) {
    return { type: type.data, result: readEvent(RequestResult, event) }
  }
  throw new Error(`Event ${event.id} (${event['detail-type']} from ${event.source}) is no answer of the app plane`)
}
