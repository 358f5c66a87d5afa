import { awaitAnswer } from '../../workflows/workflow.ts'
import { advance, type RunStep } from '../work.ts'
import { usedByOldKeys } from './carry-quota.ts'
import { inputOf, progressOf } from './input.ts'
import type { ChangeTierServices } from './services.ts'

/** Gives the tenant its new tier, and the app plane the second key; the first one is good until every authorizer knows the second. */
export const switchKey: RunStep<ChangeTierServices> = async (services, work, { step, taskToken }) => {
  if (taskToken === undefined) throw new Error(`${step} was given no task token`)
  const { tier, limits, from } = inputOf(work.workflow)
  const { keyId: apiKeyId, held: heldQuota } = progressOf(work.workflow)
  if (apiKeyId === undefined) throw new Error(`Workflow ${work.workflow.workflowId} has made no key`)
  const usedBefore = await usedByOldKeys(services, from)
  return advance(
    services,
    work,
    { type: 'key-switched', tier, limits, heldQuota, usedBefore, apiKeyId },
    {
      workflow: ({ sequence }, at) => awaitAnswer(work.workflow, 'switch-key', { sequence, taskToken, at }),
      event: { type: 'sbt_aws_updateRequest' },
    },
  )
}
