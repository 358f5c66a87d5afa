import { Unsupported } from '../../core/aws-error.ts'
import { dynamodbItem } from './dynamodb-item.ts'
import type { Integration, IntegrationKind } from './integration.ts'
import { lambdaFunction } from './lambda-function.ts'
import { lambdaInvoke } from './lambda-invoke.ts'
import { putEvents } from './put-events.ts'
import { sdkOperation } from './sdk-operation.ts'

/** https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html */
const kinds: IntegrationKind[] = [lambdaFunction, lambdaInvoke, dynamodbItem, putEvents, sdkOperation]

/** The integration of a Task state, or the failure that names its resource. */
export function integrationOf(resource: string): Integration {
  for (const kind of kinds) {
    const integration = kind(resource)
    if (integration) return integration
  }
  throw new Unsupported(`the task resource ${resource}`)
}
