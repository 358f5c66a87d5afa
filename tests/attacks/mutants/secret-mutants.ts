import { secrets } from '../classes/secrets.ts'
import { type Mutant, replaced } from './mutant.ts'

const authorizer = (file: string, name: string, by: string) =>
  replaced('app-plane/authorizer', `app-plane/src/authorizer/${file}`, name, by)
const only = ['logs of tenantry-app-plane/functions']

/** What must never be written down. */
export const SECRET_MUTANTS: Mutant[] = [
  {
    name: 'credentials logged',
    change: authorizer('authorize.ts', 'authorize', 'resultLogged'),
    attacks: secrets,
    only,
  },
  {
    name: 'tokens logged',
    change: authorizer('verify-token.ts', 'cognitoVerifier', 'tokensLogged'),
    attacks: secrets,
    only,
  },
]
