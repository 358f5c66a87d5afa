import type { IntegrationKind } from './integration.ts'
import { invokeFunction } from './invoke-function.ts'

/** A function's own ARN as the resource: the state's input is the payload, its answer the result. */
export const lambdaFunction: IntegrationKind = (resource) =>
  /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:/.test(resource)
    ? {
        resourceType: undefined,
        resource,
        waitsForToken: false,
        call: async (run, input) =>
          (await invokeFunction(run, { FunctionName: resource, Payload: JSON.stringify(input) })).payload,
      }
    : undefined
