import { AwsError } from '../../core/aws-error.ts'
import { notAuthorized, wrongPassword } from '../errors.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'

interface Attempt {
  poolId: string
  /** Undefined for a name that no user has; the check must fail then. */
  user: User | undefined
  /** What failed attempts are counted under. */
  attemptsOf: string
  passwordHolds(): boolean
}

/** The user whose password was checked; counts failures and locks out as AWS does. */
export function verifiedUser({ lockouts }: Pick<CognitoServices, 'lockouts'>) {
  return ({ poolId, user, attemptsOf, passwordHolds }: Attempt): User => {
    lockouts.guard(poolId, attemptsOf)
    if (!passwordHolds() || !user) {
      lockouts.failed(poolId, attemptsOf)
      throw wrongPassword()
    }
    lockouts.succeeded(poolId, attemptsOf)
    if (!user.enabled) throw notAuthorized('User is disabled.')
    if (user.status === 'UNCONFIRMED') throw new AwsError('UserNotConfirmedException', 'User is not confirmed.')
    return user
  }
}
