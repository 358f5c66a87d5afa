import { cognito } from '../classes/cognito.ts'
import { tokens } from '../classes/tokens.ts'
import { resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, source, template } from './mutant.ts'
import { redeploy } from './redeploy.ts'

const AUTHORIZER = 'app-plane/authorizer'
const VERIFIER = 'app-plane/src/authorizer/verify-token.ts'
const VERIFY = 'await verifier.verify(token)'
const PAYLOAD = "JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())"

type Properties = Record<string, unknown>
const pool = (change: (pool: Properties, client: Properties) => void) =>
  template('AppPlane', (stack) => {
    change(
      resourceOf(stack, 'AWS::Cognito::UserPool', 'People').properties,
      resourceOf(stack, 'AWS::Cognito::UserPoolClient', 'PeopleTenantApp').properties,
    )
  })

/** Who somebody is: the pool, and what is checked of a token. */
export const SIGN_IN_MUTANTS: Mutant[] = [
  {
    name: 'e-mail writable by its person',
    change: pool((_, client) => {
      client.WriteAttributes = ['locale', 'zoneinfo', 'email']
    }),
    attacks: cognito,
    only: ['UpdateUserAttributes · TenantUser'],
  },
  {
    name: 'every attribute writable',
    change: pool((_, client) => {
      delete client.WriteAttributes
    }),
    attacks: cognito,
    only: ['UpdateUserAttributes · TenantUser'],
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
    change: source(
      'app-plane/token-trigger',
      'app-plane/src/token-trigger/choose-membership.ts',
      "if (!membership) throw new Error('You are not a member of this tenant.')",
      'if (!membership) return { tenantId: named }',
    ),
    attacks: cognito,
    only: ['TenantUser · sign-in naming the victim’s tenant'],
  },
  {
    name: 'token_use unchecked',
    change: source(AUTHORIZER, VERIFIER, "tokenUse: 'access'", 'tokenUse: null'),
    attacks: tokens,
    only: ['GET /products · TenantUser · genuinely signed'],
  },
  {
    name: 'client unchecked',
    change: source(
      AUTHORIZER,
      VERIFIER,
      "{ ...pool, tokenUse: 'access' }",
      "{ ...pool, clientId: null, tokenUse: 'access' }",
    ),
    attacks: tokens,
    only: ['GET /products · TenantUser · genuinely signed'],
  },
  {
    name: 'pool chosen by the token',
    change: source(
      AUTHORIZER,
      VERIFIER,
      VERIFY,
      `await CognitoJwtVerifier.create({ userPoolId: String(${PAYLOAD}.iss).split('/').at(-1), clientId: null, tokenUse: 'access' }).verify(token)`,
    ),
    attacks: tokens,
    only: ['GET /products · TenantUser · stranger’s', 'GET /products · TenantUser · other pool’s'],
  },
  {
    name: 'signature and expiry unread',
    change: source(AUTHORIZER, VERIFIER, VERIFY, PAYLOAD),
    attacks: tokens,
    only: ['GET /products · TenantUser · re-signed', 'GET /products · TenantUser · alg'],
  },
  {
    name: "operators' token_use unchecked",
    change: source(
      'control-plane/operator-authorizer',
      'control-plane/src/operator-authorizer/handler.ts',
      "tokenUse: 'access'",
      'tokenUse: null',
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
