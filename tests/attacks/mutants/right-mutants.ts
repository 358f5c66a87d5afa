import { AUTHORIZER_TTL_SECONDS } from '@tenantry/contracts/timing.ts'
import { bodies } from '../classes/bodies.ts'
import { headers } from '../classes/headers.ts'
import { lastAdmin } from '../classes/last-admin.ts'
import { revoked } from '../classes/revoked.ts'
import { roles } from '../classes/roles.ts'
import { signUp } from '../classes/sign-up.ts'
import { resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, source, template } from './mutant.ts'
import { redeploy } from './redeploy.ts'

const AUTHORIZER = 'app-plane/authorizer'
const AUTHORIZE = 'app-plane/src/authorizer/authorize.ts'
const REGISTRATION = 'control-plane/registration'
const USERS = 'app-plane/users'

/** The gateway keeps the operator authorizer's answers, as it does outside of this suite. */
const answersKept = template('ControlPlane', (stack) => {
  resourceOf(
    stack,
    'AWS::ApiGateway::Authorizer',
    'ControlPlaneApiAuthorizer',
  ).properties.AuthorizerResultTtlInSeconds = AUTHORIZER_TTL_SECONDS
  redeploy(stack)
})
/** A change of a membership asks for no admin who stays. */
const nobodyStays = source(
  USERS,
  'app-plane/src/users/member-store.ts',
  "[{ kind: 'check', table: tableName, key: key(adminId), ...ACTIVE_ADMIN }, write]",
  '[write]',
)

/** What somebody may: membership, status and role, and the rules of what he sends. */
export const RIGHT_MUTANTS: Mutant[] = [
  {
    name: 'membership unread',
    change: source(
      AUTHORIZER,
      AUTHORIZE,
      'const [tenant, member] = await Promise.all([services.tenant(tenantId), services.membership(tenantId, userId)])',
      "const tenant = await services.tenant(tenantId); const member = { role: 'TenantUser', state: 'active' } as Membership",
    ),
    attacks: revoked,
    only: ['GET /products · TenantUser'],
  },
  {
    name: 'disabled membership counts',
    change: source(
      AUTHORIZER,
      AUTHORIZE,
      'const denial = denialOf(tenant, member)',
      "const denial = denialOf(tenant, member && { ...member, state: 'active' })",
    ),
    attacks: revoked,
    only: ['GET /products · TenantUser'],
  },
  {
    name: 'status of the tenant unread',
    change: source(AUTHORIZER, AUTHORIZE, "return 'TENANT_SUSPENDED'", 'return null'),
    attacks: revoked,
    only: ['GET /products · TenantUser'],
  },
  {
    name: 'role check removed',
    change: source(
      AUTHORIZER,
      'app-plane/src/authorizer/route-policy.ts',
      "route.roles !== 'public' && route.roles.includes(role)",
      "route.roles !== 'public'",
    ),
    attacks: roles,
    only: ['GET /users · TenantUser', 'GET /users/{id} · TenantUser · rightful'],
  },
  {
    name: "operators' role check removed",
    change: source(
      'control-plane/operator-authorizer',
      'control-plane/src/operator-authorizer/route-policy.ts',
      "roles !== 'public' && roles.some((one) => one === role)",
      "roles !== 'public'",
    ),
    attacks: roles,
    only: ['POST /operators · CustomerSupport · empty body'],
  },
  {
    name: 'own role may be changed',
    change: source(
      USERS,
      'app-plane/src/users/replace-user.ts',
      'if (id === tenant.userId) throw',
      "if (id === '') throw",
    ),
    attacks: lastAdmin,
    only: ['one of two demotes himself', 'the last admin demotes himself'],
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
    change: source(
      USERS,
      'app-plane/src/users/remove-user.ts',
      'if (!staying) throw lastAdmin()\n  return members.remove(member, staying.userId)',
      "return members.remove(member, staying?.userId ?? '')",
    ),
    attacks: lastAdmin,
    only: ['the last admin removes himself'],
  },
  {
    name: 'removed admins may add operators',
    without: [answersKept],
    change: source(
      'control-plane/operators',
      'control-plane/src/operators/change-operators.ts',
      'return await alone(async () => {\n',
      'return await alone(async () => {\n      if (userId) return change(await operators.all())\n',
    ),
    attacks: lastAdmin,
    only: ['POST /operators · SystemAdmin · was removed'],
  },
  {
    name: 'removed admins may approve',
    without: [answersKept],
    change: source(
      'control-plane/tenant-management',
      'control-plane/src/tenants/tenant-store.ts',
      'if (operatorId === null) return transact(client, all)',
      'if (operatorId !== undefined) return transact(client, all)',
    ),
    attacks: lastAdmin,
    only: ['POST /tenants/{id}/approve · SystemAdmin · was removed'],
  },
  {
    name: 'names not unique',
    change: source(
      REGISTRATION,
      'control-plane/src/tenants/tenant-items.ts',
      '`name#$'.concat('{nameKey(name)}`'),
      '`name#$'.concat('{name}`'),
    ),
    attacks: signUp,
    only: ['the name of an active tenant'],
  },
  {
    name: 'idempotency key ignored',
    change: source(
      REGISTRATION,
      'control-plane/src/registration/register.ts',
      "const key = request.headers['idempotency-key']",
      "const key = request.headers['no-key']",
    ),
    attacks: signUp,
    only: ['idempotency key'],
  },
  {
    name: 'idempotency key without its body',
    change: source(
      REGISTRATION,
      'control-plane/src/registration/register.ts',
      'if (answered.bodyHash === hashOf(body)) return answered.answer',
      'if (hashOf(body)) return answered.answer',
    ),
    attacks: signUp,
    only: ['idempotency key'],
  },
  {
    name: 'expected tenant ignored',
    change: source('toolkit', 'toolkit/src/http.ts', "refuseOtherTenant(headers['x-tenant-id'], caller.tenantId)", ''),
    attacks: headers,
    only: ['GET /me · TenantUser · X-Tenant-Id'],
  },
  {
    name: 'unknown members let through',
    change: source(
      'app-plane/products',
      'contracts/src/tenant-api/schemas.ts',
      'export const ProductBody = z\n  .strictObject({',
      'export const ProductBody = z\n  .object({',
    ),
    attacks: bodies,
    only: ['POST /products · TenantAdmin · tenantId', 'POST /products · TenantAdmin · id is'],
  },
]
