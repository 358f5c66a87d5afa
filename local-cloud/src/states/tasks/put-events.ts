import * as z from 'zod'
import { StateError } from '../state-error.ts'
import { callService } from './call-service.ts'
import type { IntegrationKind } from './integration.ts'

const Parameters = z.strictObject({
  Entries: z.array(z.looseObject({ Detail: z.unknown(), Resources: z.array(z.string()).default([]) })),
})

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html – entries that fail make the task fail. */
export const putEvents: IntegrationKind = (resource) =>
  /^arn:aws[\w-]*:states:::events:putEvents$/.test(resource)
    ? {
        resourceType: 'events',
        resource: 'putEvents',
        waitsForToken: false,
        async call(run, input) {
          const parsed = Parameters.safeParse(input)
          if (!parsed.success)
            throw new StateError(
              'States.Runtime',
              `The parameters of events:putEvents: ${z.prettifyError(parsed.error)}`,
            )
          const Entries = parsed.data.Entries.map(({ Detail, Resources, ...entry }) => ({
            ...entry,
            Detail: typeof Detail === 'string' ? Detail : JSON.stringify(Detail),
            // AWS adds the execution and its machine to every event.
            Resources: [...Resources, run.machine.arn, run.execution.arn],
          }))
          const output = await callService(run, 'EventBridge', 'events', 'PutEvents', { Entries })
          if ((output as { FailedEntryCount?: number }).FailedEntryCount)
            throw new StateError('EventBridge.FailedEntry', JSON.stringify(output))
          return output
        },
      }
    : undefined
