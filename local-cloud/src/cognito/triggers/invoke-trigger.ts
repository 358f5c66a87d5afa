import { AwsError } from '../../core/aws-error.ts'
import type { Clock } from '../../core/clock.ts'
import { poolArn } from '../operation.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'

// Cognito waits five seconds for a trigger's answer, and tries three times in all.
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
const TIMEOUT_MS = 5000
const ATTEMPTS = 3

export interface Trigger {
  /** As errors name it, for example `PreTokenGeneration`. */
  name: string
  functionArn: string
  /** Of the event: `1` or `2`. */
  version: '1' | '2'
  /** For example `TokenGeneration_Authentication`. */
  source: string
  pool: UserPool
  user: User
  /** `CLIENT_ID_NOT_APPLICABLE` for administrators' calls. */
  clientId: string
  request: Record<string, unknown>
  /** What the event's `response` holds before the function fills it in. */
  response: Record<string, unknown>
}

/** Calls a Lambda trigger and gives back the `response` member of its answer. */
export function invokeTrigger({ context, functions }: Pick<CognitoServices, 'context' | 'functions'>) {
  return async (trigger: Trigger): Promise<unknown> => {
    const { name, functionArn, pool, user } = trigger
    const event = {
      version: trigger.version,
      triggerSource: trigger.source,
      region: context.region,
      userPoolId: pool.id,
      userName: user.username,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: trigger.clientId },
      request: trigger.request,
      response: trigger.response,
    }
    const caller = {
      kind: 'service',
      service: 'cognito-idp.amazonaws.com',
      sourceArn: poolArn(context, pool.id),
      sourceAccount: context.accountId,
    } as const

    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const call = functions.invoke(functionArn, JSON.stringify(event), caller)
      const invocation = await Promise.race([call, timeout(context.clock)]).catch((error: unknown) => {
        throw error instanceof AwsError ? unexpected(name, `${error.code}: ${error.message}`) : error
      })
      if (!invocation) {
        call.catch(() => {}) // its fate no longer matters
        continue
      }
      const answer = parseJson(invocation.payload)
      if (invocation.functionError) {
        const message = `${name} failed with error ${String(answer?.errorMessage)}.`
        throw new AwsError('UserLambdaValidationException', message)
      }
      if (!answer?.response) throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output')
      return answer.response
    }
    throw unexpected(name, 'Socket timeout while invoking Lambda function')
  }
}

/** What every trigger is told about the user. */
export const triggerAttributes = (user: User) => ({
  sub: user.sub,
  'cognito:user_status': user.status,
  ...user.attributes,
})

const unexpected = (name: string, why: string) =>
  new AwsError('UnexpectedLambdaException', `${name} invocation failed due to error ${why}.`)

const timeout = (clock: Clock) =>
  new Promise<undefined>((resolve) => clock.afterWork(TIMEOUT_MS, () => resolve(undefined)))

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
