import { invitations } from '../classes/invitations.ts'
import { type Mutant, replaced } from './mutant.ts'

/** Whom invitations reach, and how often. */
export const INVITATION_MUTANTS: Mutant[] = [
  {
    name: 'invitations that nobody counts',
    change: replaced('app-plane/users', 'app-plane/src/people/invitation-limits.ts', 'invitationLimits', 'uncounted'),
    attacks: invitations,
    only: ['one address again and again', 'one address by two tenants in turn'],
  },
]
