import { RegistrationView } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { AT, buildSignUp, buildWorkflow, TENANT_ID, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { newWorkflow } from '../workflows/new-workflow.ts'
import { finishCompensation, finishStep, startCompensation, undoWorkflow } from '../workflows/workflow.ts'
import { registrationView } from './registration-view.ts'

const { registration } = buildSignUp()
const running = buildWorkflow()
const RAW = 'User: arn:aws:sts::000000000000:assumed-role/x is not authorized to perform apigateway:POST'
const failing = startCompensation(finishStep(running, 'api-key', AT), RAW, AT)

describe('what a stranger sees of an onboarding', () => {
  it('is its steps', () => {
    const view = registrationView(registration, running)
    expect(z.parse(RegistrationView, view)).toEqual(view)
    expect(view).toMatchObject({
      status: 'provisioning',
      steps: [
        { name: 'preflight', status: 'done' },
        { name: 'api-key', status: 'running' },
        { name: 'app-plane', status: 'pending' },
        { name: 'activate', status: 'pending' },
      ],
    })
  })

  it.each([
    ['while it is undone', failing, 'provisioning'],
    ['after it was undone', finishCompensation(failing, AT), 'failed'],
  ])('tells of a failure in our own words, %s, and nothing of the error', (_when, workflow, status) => {
    const view = registrationView(registration, workflow)
    const error = 'The application could not be prepared for the tenant.'
    expect(view).toMatchObject({ status, reason: error })
    expect(view.steps).toEqual([
      { name: 'preflight', status: 'done' },
      { name: 'api-key', status: 'done' },
      { name: 'app-plane', status: 'failed', error },
      { name: 'activate', status: 'pending' },
    ])
    expect(JSON.stringify(view)).not.toMatch(/arn:|assumed-role|apigateway/)
  })

  it('is that the request was declined, not why', () => {
    const waiting = newWorkflow({ workflowId: WORKFLOW_ID, tenantId: TENANT_ID }, 'onboarding', AT)
    expect(registrationView(registration, waiting).status).toBe('awaiting-approval')
    expect(registrationView(registration, undoWorkflow(waiting, AT))).toMatchObject({
      status: 'failed',
      reason: 'The request was declined.',
    })
  })
})
