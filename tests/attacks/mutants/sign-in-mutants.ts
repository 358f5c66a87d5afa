import { cognito } from '../classes/cognito.ts'
import { tokens } from '../classes/tokens.ts'
import { redeploy, resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, replaced, template } from './mutant.ts'

const verifier = (by: string) =>
  replaced('app-plane/authorizer', 'app-plane/src/authorizer/verify-token.ts', 'cognitoVerifier', by)

type Properties = Record<string, unknown>
const pool = (change: (pool: Properties, client: Properties) => void) =>
  template('AppPlane', (stack) => {
    change(
      resourceOf(stack, 'AWS::Cognito::UserPool', 'People').properties,
      resourceOf(stack, 'AWS::Cognito::UserPoolClient', 'PeopleTenantApp').properties,
    )
  })

/** Access tokens with which people change their accounts at the pool itself. */
const selfService = replaced(
  'app-plane/token-trigger',
  'app-plane/src/token-trigger/handler.ts',
  'handler',
  'selfServiceKept',
)
const attribute = (name: string): string => `UpdateUserAttributes · TenantUser · ${name}`

/** Who somebody is: the pool, and what is checked of a token. */
export const SIGN_IN_MUTANTS: Mutant[] = [
  {
    name: 'tokens that change accounts at the pool',
    change: selfService,
    attacks: cognito,
    only: [attribute('their own account'), 'GetUser · TenantUser · their own account'],
  },
  {
    name: "operators' tokens that change accounts at the pool",
    change: replaced(
      'control-plane/operator-token-trigger',
      'control-plane/src/operator-token-trigger/handler.ts',
      'handler',
      'selfServiceKept',
    ),
    attacks: cognito,
    only: ['DeleteUser · CustomerSupport · their own account', 'GetUser · CustomerSupport · their own account'],
  },
  {
    name: 'e-mail writable by its person',
    without: [selfService],
    change: pool((_, client) => {
      client.WriteAttributes = ['locale', 'zoneinfo', 'email']
    }),
    attacks: cognito,
    only: [attribute('email')],
  },
  {
    name: 'every attribute writable',
    without: [selfService],
    change: pool((_, client) => {
      delete client.WriteAttributes
    }),
    attacks: cognito,
    only: ['name', 'nickname', 'profile', 'website'].map(attribute),
  },
  {
    name: 'self-service sign-up',
    change: pool((people) => {
      people.AdminCreateUserConfig = { AllowAdminCreateUserOnly: false }
    }),
    attacks: cognito,
    only: ['SignUp · TenantUser'],
  },
  {
    name: 'passwords sent in the clear',
    change: pool((_, client) => {
      client.ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH']
    }),
    attacks: cognito,
    only: ['TenantUser · by password'],
  },
  {
    name: 'any tenant by client metadata',
    change: replaced(
      'app-plane/token-trigger',
      'app-plane/src/token-trigger/choose-membership.ts',
      'chooseMembership',
      'anyTenantByName',
    ),
    attacks: cognito,
    only: ['TenantUser · sign-in naming the victim’s tenant'],
  },
  {
    name: 'token_use unchecked',
    change: verifier('tokenUseUnchecked'),
    attacks: tokens,
    only: ['GET /me · TenantUser · genuinely signed'],
  },
  {
    name: 'client unchecked',
    change: verifier('clientUnchecked'),
    attacks: tokens,
    only: ['GET /me · TenantUser · genuinely signed'],
  },
  {
    name: 'pool chosen by the token',
    change: verifier('poolChosenByToken'),
    attacks: tokens,
    only: ['GET /me · TenantUser · stranger’s', 'GET /me · TenantUser · other pool’s'],
  },
  {
    name: 'signature and expiry unread',
    change: verifier('nothingVerified'),
    attacks: tokens,
    only: ['GET /me · TenantUser · re-signed', 'GET /me · TenantUser · alg'],
  },
  {
    name: "operators' token_use unchecked",
    change: replaced(
      'control-plane/operator-authorizer',
      'control-plane/src/operator-authorizer/authorize-operator.ts',
      'authorizeOperator',
      'tokenUseUnchecked',
    ),
    attacks: tokens,
    only: ['GET /overview · CustomerSupport · id token', 'GET /overview · CustomerSupport · genuinely signed'],
  },
  {
    name: 'a route without its authorizer',
    change: template('ControlPlane', (stack) => {
      const found = Object.entries(stack.Resources).find(([id]) => /overviewGET[0-9A-F]{8}$/.test(id))
      if (!found) throw new Error('There is no method GET /overview.')
      Object.assign(found[1].Properties, { AuthorizationType: 'NONE', AuthorizerId: undefined })
      redeploy(stack)
    }),
    attacks: tokens,
    only: ['GET /overview · CustomerSupport · no token'],
  },
]
