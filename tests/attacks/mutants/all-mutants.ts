import { ACCESS_ROLE_MUTANTS } from './access-role-mutants.ts'
import { AUDIT_MUTANTS } from './audit-mutants.ts'
import { INVITATION_MUTANTS } from './invitation-mutants.ts'
import { ISOLATION_MUTANTS } from './isolation-mutants.ts'
import type { Mutant } from './mutant.ts'
import { RIGHT_MUTANTS } from './right-mutants.ts'
import { SECRET_MUTANTS } from './secret-mutants.ts'
import { SERVICE_MUTANTS } from './service-mutants.ts'
import { SIGN_IN_MUTANTS } from './sign-in-mutants.ts'
import { SIGN_UP_MUTANTS } from './sign-up-mutants.ts'
import { WRITE_MUTANTS } from './write-mutants.ts'

const KINDS: Mutant[][] = [
  SIGN_IN_MUTANTS,
  RIGHT_MUTANTS,
  ACCESS_ROLE_MUTANTS,
  ISOLATION_MUTANTS,
  SERVICE_MUTANTS,
  SECRET_MUTANTS,
  SIGN_UP_MUTANTS,
  WRITE_MUTANTS,
  AUDIT_MUTANTS,
  INVITATION_MUTANTS,
]

export const MUTANTS: Mutant[] = KINDS.flat()

/** One in `share` of each kind, and its first: the same ones each time. */
export const mutantsOf = (share: number): Mutant[] =>
  KINDS.flatMap((mutants) => mutants.filter((_, at) => at % share === 0))
