import { htmlToText } from '../mail/html-to-text.ts'
import type { PoolConfig } from './pool-config.ts'
import type { CognitoServices } from './services.ts'
import { CODE, type CustomMessage, customMessage, USERNAME } from './triggers/custom-message.ts'
import { displayName } from './user.ts'

/** The client id of triggers in administrators' calls. */
export const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE'

export interface Mail {
  to: string
  subject: string
  text: string
}

/** A mail with a code or a temporary password, in the pool's words or its function's. `to`: unless the user's own address. */
export function composeMail(services: Pick<CognitoServices, 'context' | 'functions'>) {
  return async (message: CustomMessage & { code: string; to?: string }): Promise<Mail> => {
    const { pool, user, code } = message
    const custom = await customMessage(services)(message)
    const standard = message.source === 'AdminCreateUser' ? invitation(pool.config) : verification(pool.config)
    const fill = (text: string) => text.replaceAll(USERNAME, () => displayName(pool, user)).replaceAll(CODE, () => code)
    return {
      to: message.to ?? user.attributes.email ?? '',
      subject: fill(custom.subject ?? standard.subject),
      // Cognito's mails are HTML; the code goes in last, so that none of its characters is taken for markup.
      text: fill(htmlToText(custom.message ?? standard.message)),
    }
  }
}

function invitation({ AdminCreateUserConfig }: PoolConfig) {
  const template = AdminCreateUserConfig?.InviteMessageTemplate
  return {
    subject: template?.EmailSubject ?? 'Your temporary password',
    message: template?.EmailMessage ?? `Your username is ${USERNAME} and temporary password is ${CODE}.`,
  }
}

function verification(config: PoolConfig) {
  const template = config.VerificationMessageTemplate
  return {
    subject: template?.EmailSubject ?? config.EmailVerificationSubject ?? 'Your verification code',
    message: template?.EmailMessage ?? config.EmailVerificationMessage ?? `Your confirmation code is ${CODE}`,
  }
}

/** What a caller is told about where a code went; the address is masked. */
export function codeDelivery(email: string) {
  const [local = '', domain = ''] = email.split('@')
  const Destination = `${local.charAt(0)}***@${domain.charAt(0)}***`
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination }
}
