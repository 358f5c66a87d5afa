import { AwsError } from '../core/aws-error.ts'
import type { Mail } from './messages.ts'
import type { PoolConfig, UserPool } from './pool-config.ts'
import type { CognitoServices } from './services.ts'

type Needs = Pick<CognitoServices, 'outbox' | 'ses'>

/**
 * Sends a pool's mail: by SES as the account's own sender, where the pool says so, or by Cognito's.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export function sendMail({ outbox, ses }: Needs) {
  return ({ config }: UserPool, { to, ...mail }: Mail): void => {
    const sender = ownSender(config)
    if (sender === undefined) {
      outbox.send({ to, ...mail })
      return
    }
    try {
      ses.send({ ...mail, to: [to], from: sender })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      throw new AwsError('CodeDeliveryFailureException', `Unable to deliver message: ${error.message}`)
    }
  }
}

/** The SES identity that a pool's mails come from; undefined where Cognito sends them itself. */
export function ownSender({ EmailConfiguration: email }: PoolConfig): string | undefined {
  if (email?.EmailSendingAccount !== 'DEVELOPER') return undefined
  return email.From ?? /:identity\/(.+)$/.exec(email.SourceArn ?? '')?.[1] ?? ''
}
