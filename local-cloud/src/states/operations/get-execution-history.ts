import type { GetExecutionHistoryInput } from '@aws-sdk/client-sfn'
import { Unsupported } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import type { HistoryEvent } from '../stores/execution-store.ts'
import { existingExecution, pageOf, seconds } from './arns.ts'

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export function getExecutionHistory(services: StatesServices): Operation<GetExecutionHistoryInput> {
  return {
    input: { executionArn: true, reverseOrder: true, includeExecutionData: true, maxResults: true, nextToken: true },
    access: ({ executionArn }) => [{ action: 'states:GetExecutionHistory', resource: executionArn ?? '*' }],
    run({ executionArn, reverseOrder = false, includeExecutionData = true, ...page }) {
      if (!includeExecutionData) throw new Unsupported('GetExecutionHistory without execution data')
      const { arn } = existingExecution(services, executionArn ?? '')
      const { limit, from } = pageOf(page, 1000)
      const events = services.executions.events(arn, { after: from, limit, reverse: reverseOrder })
      const last = events.at(-1)
      return {
        events: events.map(describe),
        ...(last && events.length === limit ? { nextToken: String(last.id) } : {}),
      }
    },
  }
}

function describe({ id, previous, timestamp, type, details }: HistoryEvent) {
  const member = `${detailsOf(type)}EventDetails`
  return {
    id,
    previousEventId: previous,
    timestamp: seconds(timestamp),
    type,
    ...(details === null ? {} : { [member]: details }),
  }
}

/** Every kind of state shares the details of entering and leaving; otherwise they are named after the event. */
function detailsOf(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEntered'
  if (type.endsWith('StateExited')) return 'stateExited'
  return `${type[0]?.toLowerCase()}${type.slice(1)}`
}
