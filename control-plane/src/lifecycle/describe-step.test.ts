import { TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { CONTEXT, loggedLines } from '@tenantry/tests/support/logged-lines.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { continueFrom } from '@tenantry/toolkit/work.ts'
import { expect, test } from 'vitest'
import { describeStep } from './describe-step.ts'

const event = {
  kind: 'onboarding',
  step: 'app-plane',
  tenantId: TENANT_ID,
  workflowId: WORKFLOW_ID,
  attempt: 1,
  taskToken: 'secret-token',
}

test('every line of a step names its tenant, its workflow and itself, and no task token', async () => {
  const logged = loggedLines()
  const logger = createLogger('workflows')
  const handler = (run: () => Promise<void>) =>
    invocationHandler({ kind: 'step', logger, describe: describeStep, run })(event, CONTEXT)
  await handler(async () => {
    continueFrom('request-1')
    logger.info('at work')
  })
  await expect(handler(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room')
  const [one, two] = [{ correlationId: 'request-1' }, { correlationId: CONTEXT.awsRequestId }]
  expect(logged.lines()).toMatchObject(
    [
      { message: 'at work', ...one },
      { message: 'step', ...one },
      { message: 'step failed', ...two },
      { message: 'step', ...two },
    ].map((line) => ({ ...line, tenantId: TENANT_ID, workflowId: WORKFLOW_ID, step: 'app-plane', attempt: 1 })),
  )
  const operation = 'onboarding/app-plane'
  const usageId = `${WORKFLOW_ID}/1/app-plane`
  expect(logged.usage()).toMatchObject([
    { usage: 'step', usageId, service: 'workflows', operation, status: 200 },
    { usage: 'step', usageId, service: 'workflows', operation, status: 500 },
  ])
  expect(logged.texts.join()).not.toContain('secret-token')
})
