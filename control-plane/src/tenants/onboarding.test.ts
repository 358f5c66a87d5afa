import { describe, expect, it } from 'vitest'
import { failedWith, finished, newRegistration, publicReason, reasonOf, started } from './onboarding.ts'

const { steps } = newRegistration({ registrationId: 'reg_1', tenantId: 'acme00000000', createdAt: '' })

describe('the steps of an onboarding', () => {
  it('run one after the other', () => {
    const running = started(steps, 'api-key')
    expect(running.map(({ status }) => status)).toEqual(['running', 'pending', 'pending'])
    const second = finished(running, 'api-key')
    expect(second.map(({ status }) => status)).toEqual(['done', 'running', 'pending'])
    const all = finished(finished(second, 'app-plane'), 'activate')
    expect(all.map(({ status }) => status)).toEqual(['done', 'done', 'done'])
  })

  it('stay done when a step starts again', () => {
    expect(started(finished(steps, 'api-key'), 'api-key')[0]).toEqual({ name: 'api-key', status: 'done' })
  })

  it('show the error at the step that was not done', () => {
    expect(failedWith(finished(steps, 'api-key'), 'no room')).toEqual([
      { name: 'api-key', status: 'done' },
      { name: 'app-plane', status: 'failed', error: 'no room' },
      { name: 'activate', status: 'pending' },
    ])
  })
})

describe('the reason of a failure', () => {
  it("is the message of a Lambda function's error, the cause of any other, or its name", () => {
    const lambda = { Error: 'Error', Cause: '{"errorType":"Error","errorMessage":"There is no usage plan","trace":[]}' }
    expect(reasonOf(lambda)).toBe('There is no usage plan')
    expect(reasonOf({ Error: 'ProvisioningFailed', Cause: 'The pool is full' })).toBe('The pool is full')
    expect(reasonOf({ Error: 'States.Timeout' })).toBe('States.Timeout')
  })

  it('names none of our resources to a stranger', () => {
    const reason =
      'User: arn:aws:sts::000000000000:assumed-role/x/y is not authorized on arn:aws:apigateway:us-east-1::/k'
    expect(publicReason(reason)).toBe('User: (a resource) is not authorized on (a resource)')
  })
})
