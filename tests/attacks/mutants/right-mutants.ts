import { AUTHORIZER_TTL_SECONDS } from '@tenantry/contracts/timing.ts'
import { bodies } from '../classes/bodies.ts'
import { headers } from '../classes/headers.ts'
import { lastAdmin } from '../classes/last-admin.ts'
import { revoked } from '../classes/revoked.ts'
import { roles } from '../classes/roles.ts'
import { signUp } from '../classes/sign-up.ts'
import { redeploy, resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, replaced, template } from './mutant.ts'
import { environmentOf } from './statements.ts'

const authorize = (by: string) =>
  replaced('app-plane/authorizer', 'app-plane/src/authorizer/authorize.ts', 'authorize', by)
const users = (file: string, name: string, by: string) =>
  replaced('app-plane/users', `app-plane/src/users/${file}`, name, by)

/** The gateway keeps the operator authorizer's answers, as it does outside of this suite. */
const answersKept = template('ControlPlane', (stack) => {
  resourceOf(
    stack,
    'AWS::ApiGateway::Authorizer',
    'ControlPlaneApiAuthorizer',
  ).properties.AuthorizerResultTtlInSeconds = AUTHORIZER_TTL_SECONDS
  redeploy(stack)
})
const looksIgnored = replaced(
  'control-plane/registration',
  'control-plane/src/tenants/likenesses.ts',
  'likenessesOf',
  'looksIgnored',
)
/** A change of a membership asks for no admin who stays. */
const nobodyStays = users('member-store.ts', 'memberStore', 'nobodyStays')

/** What somebody may: membership, status and role, and the rules of what they send. */
export const RIGHT_MUTANTS: Mutant[] = [
  {
    name: 'membership unread',
    change: authorize('membershipUnread'),
    attacks: revoked,
    only: ['GET /me/tenants · TenantUser'],
  },
  {
    name: 'disabled membership counts',
    change: authorize('disabledCounts'),
    attacks: revoked,
    only: ['GET /me/tenants · TenantUser'],
  },
  {
    name: 'sessions that were ended go on',
    change: authorize('validFromIgnored'),
    attacks: revoked,
    only: ['GET /me/tenants · TenantUser · someone who signed out everywhere'],
  },
  {
    name: "operators' sessions that were ended go on",
    change: replaced(
      'control-plane/operator-authorizer',
      'control-plane/src/operator-authorizer/authorize-operator.ts',
      'authorizeOperator',
      'validFromIgnored',
    ),
    attacks: revoked,
    only: ['GET /tenants · CustomerSupport · an operator who signed out everywhere'],
  },
  {
    name: 'status of the tenant unread',
    change: authorize('statusUnread'),
    attacks: revoked,
    only: ['GET /me/tenants · TenantUser'],
  },
  {
    name: 'role check removed',
    change: authorize('rolesUnchecked'),
    attacks: roles,
    only: ['GET /users · TenantUser · rightful'],
  },
  {
    name: 'a pattern of routes that is too wide',
    change: environmentOf('PeopleAuthorizer', 'ROUTE_PATTERNS', (patterns) => ({
      ...patterns,
      TenantUser: { allow: ['*'], deny: [] },
    })),
    attacks: roles,
    only: ['DELETE /users/{id} · TenantUser · rightful'],
  },
  {
    name: "operators' role check removed",
    change: replaced(
      'control-plane/operator-authorizer',
      'control-plane/src/operator-authorizer/route-policy.ts',
      'policyFor',
      'rolesUnchecked',
    ),
    attacks: roles,
    only: ['POST /operators · CustomerSupport · empty body'],
  },
  {
    name: 'own role may be changed',
    change: users('replace-user.ts', 'replaceUser', 'ownRoleMayBeChanged'),
    attacks: lastAdmin,
    only: ['one of two demotes themselves', 'the last admin demotes themselves'],
  },
  {
    name: 'admins may remove each other',
    change: nobodyStays,
    attacks: lastAdmin,
    only: ['remove each other at once'],
  },
  {
    name: 'the last admin may leave',
    without: [nobodyStays],
    change: users('remove-user.ts', 'removeUser', 'lastAdminMayLeave'),
    attacks: lastAdmin,
    only: ['the last admin removes themselves'],
  },
  {
    name: 'removed admins may add operators',
    without: [answersKept],
    change: replaced(
      'control-plane/operators',
      'control-plane/src/operators/change-operators.ts',
      'changeOperators',
      'whoeverAsks',
    ),
    attacks: lastAdmin,
    only: ['POST /operators · SystemAdmin · was removed'],
  },
  {
    name: 'removed admins may have an authenticator app forgotten',
    without: [answersKept],
    change: replaced(
      'control-plane/operators',
      'control-plane/src/operators/change-operators.ts',
      'changeOperators',
      'whoeverAsks',
    ),
    attacks: lastAdmin,
    only: ['DELETE /operators/{id}/mfa · SystemAdmin · was removed'],
  },
  {
    name: 'operators may have their own authenticator app forgotten',
    change: replaced('control-plane/operators', 'control-plane/src/operators/reset-mfa.ts', 'resetMfa', 'ownToo'),
    attacks: lastAdmin,
    only: ['DELETE /operators/{id}/mfa · SystemAdmin · their own'],
  },
  {
    name: 'removed admins may approve',
    without: [answersKept],
    change: replaced(
      'control-plane/tenant-management',
      'control-plane/src/tenants/tenant-store.ts',
      'tenantStore',
      'nobodyAnswers',
    ),
    attacks: lastAdmin,
    only: ['POST /tenants/{id}/approve · SystemAdmin · was removed'],
  },
  {
    name: 'names not unique',
    without: [looksIgnored],
    change: replaced(
      'control-plane/registration',
      'control-plane/src/tenants/tenant-name.ts',
      'nameKey',
      'namesAsWritten',
    ),
    attacks: signUp,
    only: ['the name of an active tenant, in capitals', 'the name of an active tenant, in full-width letters'],
  },
  {
    name: 'names may look alike',
    change: looksIgnored,
    attacks: signUp,
    only: ['the name of an active tenant, in letters of other scripts'],
  },
  {
    name: 'names may have unseen characters',
    change: replaced(
      'control-plane/registration',
      'contracts/src/control-plane-api/tenant-name.ts',
      'unfitCharacter',
      'everyCharacterFits',
    ),
    attacks: signUp,
    only: ['the name of an active tenant with an unseen'],
  },
  {
    name: 'expected tenant ignored',
    change: replaced('toolkit', 'toolkit/src/http.ts', 'apiHandler', 'expectedTenantIgnored'),
    attacks: headers,
    only: ['GET /me · TenantUser · X-Tenant-Id'],
  },
  {
    name: 'unknown members let through',
    change: replaced('toolkit', 'toolkit/src/parse.ts', 'parse', 'unknownMembersLetThrough'),
    attacks: bodies,
    only: ['PUT /users/{id} · TenantAdmin · tenantId', 'PUT /users/{id} · TenantAdmin · id is'],
  },
]
