import { audit } from '../classes/audit.ts'
import { type Mutant, replaced } from './mutant.ts'
import { EVERY_KEY, policyOf } from './statements.ts'

/** Nothing can be recorded in the name of the function of people. */
const nothingRecorded = policyOf('TenantAdminPeopleAccess', (statements) => {
  const at = statements.findIndex(({ Condition }) =>
    String(Condition?.[EVERY_KEY]?.['dynamodb:LeadingKeys']).startsWith('users#'),
  )
  if (at < 0) throw new Error('The role adds no records.')
  statements.splice(at, 1)
})

/** Faults of what is recorded. */
export const AUDIT_MUTANTS: Mutant[] = [
  {
    name: 'audit outside the transaction',
    change: replaced('app-plane/users', 'app-plane/src/users/member-store.ts', 'memberStore', 'recordedAfterwards'),
    without: [nothingRecorded],
    attacks: audit,
    only: ['a change and its record'],
  },
]
