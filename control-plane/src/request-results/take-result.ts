import type { BusEvent } from '@tenantry/toolkit/events.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { entryKey } from '../tenants/outbox-entries.ts'
import { answerWorkflow, type Services as WorkflowServices } from './answer-workflow.ts'
import { readResult } from './read-result.ts'

export interface Services extends WorkflowServices {
  outbox: Pick<Table, 'delete'>
  logger: Pick<Logger, 'info' | 'warn'>
}

/**
 * Takes an answer of the app plane: a workflow waits for it in its state machine; a suspension or reactivation in the outbox, where
 * the request stays, and is made again each minute, until the app plane has done it.
 */
export const takeResult = (services: Services) => {
  const answer = answerWorkflow(services)
  return async (event: BusEvent): Promise<void> => {
    const { type, result } = readResult(event)
    switch (type) {
      case 'sbt_aws_provisionSuccess':
      case 'sbt_aws_updateSuccess':
        return answer('success', result)
      case 'sbt_aws_provisionFailure':
      case 'sbt_aws_updateFailure':
        return answer('failure', result)
      case 'sbt_aws_activateSuccess':
      case 'sbt_aws_deactivateSuccess':
        // A workflow that shuts people out waits for it, too.
        await answer('success', result)
        await services.outbox.delete(entryKey(result))
        return
      case 'sbt_aws_deprovisionSuccess':
        await services.outbox.delete(entryKey(result))
        return
      case 'sbt_aws_deprovisionFailure':
      case 'sbt_aws_activateFailure':
      case 'sbt_aws_deactivateFailure': {
        const { tenantId, sequence, reason } = result
        services.logger.warn('the app plane could not follow', { type, tenantId, sequence, reason })
        return
      }
      default:
        throw type satisfies never
    }
  }
}
