import { RegistrationStatus, RegistrationStep } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'

/** A sign-up and how far its onboarding is. */
export const Registration = z.object({
  registrationId: z.string(),
  tenantId: TenantId,
  status: RegistrationStatus,
  steps: z.array(RegistrationStep),
  createdAt: z.string(),
  /** The wait for the app plane's answer; an answer to an earlier request has a smaller sequence. */
  pending: z.nullable(z.object({ sequence: z.int(), taskToken: z.string() })),
  /** Grows by one with every write of this record. */
  version: z.int(),
})
export type Registration = z.infer<typeof Registration>

export type Step = z.infer<typeof RegistrationStep>

/** The steps of an onboarding, in their order. */
const ONBOARDING_STEPS = ['api-key', 'app-plane', 'activate'] as const satisfies Step['name'][]

/** The steps, of which nothing is done yet. */
export const newSteps = (): Step[] => ONBOARDING_STEPS.map((name) => ({ name, status: 'pending' }))

/** An onboarding of which nothing is done yet. */
export const newRegistration = (
  facts: Pick<Registration, 'registrationId' | 'tenantId' | 'createdAt'>,
  status: Extract<Registration['status'], 'awaiting-approval' | 'provisioning'> = 'provisioning',
): Registration => ({
  ...facts,
  status,
  steps: newSteps(),
  pending: null,
  version: 1,
})

/** The step runs; a step that is done stays so. */
export const started = (steps: Step[], name: Step['name']): Step[] =>
  steps.map((step) => (step.name === name && step.status !== 'done' ? { name, status: 'running' } : step))

/** The step is done, and the one after it runs. */
export function finished(steps: Step[], name: Step['name']): Step[] {
  const done = steps.map((step): Step => (step.name === name ? { name, status: 'done' } : step))
  const following = done.find((step) => step.status !== 'done')
  return following ? started(done, following.name) : done
}

/** The step that was not done failed, for a reason that the applicant may read. */
export function failedWith(steps: Step[], error: string): Step[] {
  const broken = steps.find((step) => step.status !== 'done')
  return steps.map((step) => (step === broken ? { name: step.name, status: 'failed', error } : step))
}

/** The longest reason that is kept. */
const MAX_REASON = 500

/**
 * Why an execution failed, from the error output of Step Functions' Catch; a Lambda function's cause is a JSON text.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-output
 */
export function reasonOf(error: { Error: string; Cause?: string | undefined }): string {
  const reason = error.Cause ? (lambdaMessage(error.Cause) ?? error.Cause) : error.Error
  return reason.slice(0, MAX_REASON)
}

/** The reason without the names of our resources: the applicant is a stranger. */
export const publicReason = (reason: string): string => reason.replace(/\barn:[^\s"',)]+/g, '(a resource)')

const LambdaCause = z.object({ errorMessage: z.string() })

function lambdaMessage(cause: string): string | undefined {
  try {
    return z.safeParse(LambdaCause, JSON.parse(cause)).data?.errorMessage
  } catch {
    return undefined
  }
}
