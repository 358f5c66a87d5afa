import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import { notAuthorized } from '../errors.ts'
import { Session } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { nextSession } from '../sign-in/next-session.ts'
import { countGuesses } from '../sign-in/verify-software-token.ts'

const Input = z.strictObject({ Session, UserCode: z.string().regex(/^[0-9]{6}$/) })

/**
 * Registers the authenticator app that made this code. A wrong one leaves the session open for another try.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 */
export function verifySoftwareToken(services: CognitoServices): Operation {
  const { clients, challenges, softwareTokens, users } = services
  return publicOperation(Input, ({ Session, UserCode }) => {
    const { clientId, challenge } = challenges.find(Session, 'MFA_SETUP')
    const { sub } = challenge
    const user = users.find(clients.get(clientId).poolId, sub)
    if (!user || challenge.state !== 'associated') throw notAuthorized('Invalid session for the user.')
    if (!user.enabled) throw notAuthorized('User is disabled.')
    const check = countGuesses(services)(user, () => softwareTokens.register(user, challenge.secret, UserCode))
    if (check !== 'right') {
      throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA')
    }
    const verified = { name: 'MFA_SETUP', sub, state: 'verified' } as const
    return { Status: 'SUCCESS', Session: nextSession(services)(clientId, verified, Session) }
  })
}
