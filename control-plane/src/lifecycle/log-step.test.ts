import { TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { expect, test } from 'vitest'
import { logStep } from './log-step.ts'

const event = {
  kind: 'onboarding',
  step: 'app-plane',
  tenantId: TENANT_ID,
  workflowId: WORKFLOW_ID,
  attempt: 1,
  taskToken: 'secret-token',
}

function logged() {
  const lines: string[] = []
  let keys: object = {}
  const line = (message: unknown, error?: unknown) =>
    void lines.push(JSON.stringify({ ...keys, message, error: error instanceof Error ? error.message : undefined }))
  const logger = {
    resetKeys() {
      keys = {}
    },
    appendKeys(more: object) {
      keys = { ...keys, ...more }
    },
    info: line,
    warn: line,
  } as Parameters<typeof logStep>[0]
  return { lines, logger }
}

test('every line of a step names its tenant, its workflow and itself, and no task token', async () => {
  const { lines, logger } = logged()
  await logStep(logger, event, 'r1', async () => logger.info('at work'))
  await expect(logStep(logger, event, 'r2', () => Promise.reject(new Error('no room')))).rejects.toThrow('no room')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    ['at work', 'step done', 'step failed'].map((message) => ({
      message,
      tenantId: TENANT_ID,
      workflowId: WORKFLOW_ID,
      step: 'app-plane',
      attempt: 1,
    })),
  )
  expect(lines.join()).not.toContain('secret-token')
})
