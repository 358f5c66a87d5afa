import { AwsError } from '../../core/aws-error.ts'
import type { RoleSession } from '../../core/principal.ts'
import type { Run } from '../flow/flow.ts'
import { StateError } from '../state-error.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html – role chaining gives an hour; tasks begin within it. */
const SESSION_SECONDS = 3600

/** Calls an operation of the local cloud under the state machine's role; errors are named `<prefix>.<code>`, as AWS names them. */
export async function callService(
  run: Run,
  prefix: string,
  service: string,
  operation: string,
  input: unknown,
): Promise<unknown> {
  const session = sessionOf(run)
  try {
    return await run.services.api.call(session, service, operation, input)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw new StateError(`${prefix}.${error.code}`, causeOf(error, prefix))
  }
}

/** The text that AWS gives as the cause of a service's error. */
export function causeOf(error: AwsError, service: string): string {
  return `${error.message} (Service: ${service}, Status Code: ${error.status}, Error Code: ${error.code})`
}

/** A session of the state machine's role, or the failure that says why there is none. */
export function sessionOf({
  services,
  machine,
  execution,
}: Pick<Run, 'services' | 'machine' | 'execution'>): RoleSession {
  const { iam, context } = services
  try {
    const request = {
      roleArn: machine.roleArn,
      service: 'states.amazonaws.com',
      sessionName: sessionName(execution.name) || context.ids.token(32),
      durationSeconds: SESSION_SECONDS,
      // Trust policies that the CDK writes compare it: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
      sourceArn: machine.arn,
    }
    return iam.assumeForService(request).session
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw new StateError(
      'States.Permissions',
      `The state machine cannot assume its role ${machine.roleArn}: ${error.message}`,
    )
  }
}

/** What STS takes as a session name, so that a log shows which execution made a call. */
const sessionName = (name: string): string => name.replace(/[^\w+=,.@-]/g, '').slice(0, 64)
