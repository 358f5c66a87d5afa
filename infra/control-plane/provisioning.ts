import { Duration } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import {
  DefinitionBody,
  Fail,
  IntegrationPattern,
  JsonPath,
  StateMachine,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke, type LambdaInvokeProps } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { InlineRole } from '../foundation/inline-role.ts'

/** How long the app plane may take to make a tenant ready before the onboarding is undone. */
const APP_PLANE_TIMEOUT = Duration.minutes(5)

/**
 * The onboarding of a tenant: API key → app plane ready → active. Every step may run again, and a failure is undone by Compensate,
 * which keeps the reason. The invitation is sent last, by the app plane, when it hears that the tenant is active.
 */
export function provisioning(scope: Construct, { lifecycle }: { lifecycle: LambdaFunction }): StateMachine {
  const task = (id: string, payload: Record<string, unknown>, props: Partial<LambdaInvokeProps> = {}) =>
    new LambdaInvoke(scope, id, {
      lambdaFunction: lifecycle,
      payload: TaskInput.fromObject({
        ...payload,
        tenantId: JsonPath.stringAt('$.tenantId'),
        registrationId: JsonPath.stringAt('$.registrationId'),
      }),
      resultPath: JsonPath.DISCARD,
      ...props,
    })

  // Two writers of one tenant may meet, and compensation is what must not be lost.
  const compensate = task('Compensate', { step: 'compensate', error: JsonPath.objectAt('$.error') })
    .addRetry({ maxAttempts: 5 })
    .next(new Fail(scope, 'Failed', { error: 'OnboardingFailed', cause: 'The registration keeps the reason.' }))
  const createApiKey = task('CreateApiKey', { step: 'create-api-key' })
  const requestProvisioning = task(
    'RequestProvisioning',
    { step: 'request-provisioning', taskToken: JsonPath.taskToken },
    { integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN, taskTimeout: Timeout.duration(APP_PLANE_TIMEOUT) },
  )
  const activate = task('Activate', { step: 'activate' })
  for (const forward of [createApiKey, requestProvisioning, activate])
    forward.addCatch(compensate, { resultPath: '$.error' })

  return new StateMachine(scope, 'Provisioning', {
    comment: 'Onboards a tenant',
    role: new InlineRole(scope, 'ProvisioningRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') }),
    definitionBody: DefinitionBody.fromChainable(createApiKey.next(requestProvisioning).next(activate)),
    timeout: Duration.hours(1),
  })
}
