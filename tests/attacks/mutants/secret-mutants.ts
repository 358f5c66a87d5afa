import { secrets } from '../classes/secrets.ts'
import { type Mutant, source } from './mutant.ts'

const AUTHORIZER = 'app-plane/authorizer'
const HANDLER = 'app-plane/src/authorizer/handler.ts'
const only = ['logs of tenantry-app-plane-AuthorizerLogs']

/** What must never be written down. */
export const SECRET_MUTANTS: Mutant[] = [
  {
    name: 'credentials logged',
    change: source(
      AUTHORIZER,
      HANDLER,
      '  return result\n',
      '  console.log(JSON.stringify(result))\n  return result\n',
    ),
    attacks: secrets,
    only,
  },
  {
    name: 'tokens logged',
    change: source(
      AUTHORIZER,
      HANDLER,
      "if (!claims) throw new Error('Unauthorized')",
      "console.log(event.authorizationToken)\n  if (!claims) throw new Error('Unauthorized')",
    ),
    attacks: secrets,
    only,
  },
]
