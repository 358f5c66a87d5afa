import { Unsupported } from '../../core/aws-error.ts'
import type { Run } from '../flow/flow.ts'
import { dynamodbItem } from './dynamodb-item.ts'
import { lambdaFunction } from './lambda-function.ts'
import { lambdaInvoke } from './lambda-invoke.ts'
import { putEvents } from './put-events.ts'
import { sdkOperation } from './sdk-operation.ts'

/** What a Task state's Resource stands for. */
export interface Integration {
  /** As in the events of the history; undefined for a plain function, whose events have names of their own. */
  resourceType: string | undefined
  resource: string
  waitsForToken: boolean
  /** Calls the service as the state machine's role. */
  call(run: Run, input: unknown): Promise<unknown>
}

/** Recognises a resource of one kind; undefined when it is of another. */
export type IntegrationKind = (resource: string) => Integration | undefined

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
