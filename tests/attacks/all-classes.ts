import { audit } from './classes/audit.ts'
import { bodies } from './classes/bodies.ts'
import { cognito } from './classes/cognito.ts'
import { conditions } from './classes/conditions.ts'
import { confirmations } from './classes/confirmations.ts'
import { cursors } from './classes/cursors.ts'
import { dynamodb } from './classes/dynamodb.ts'
import { entitlements } from './classes/entitlements.ts'
import { exports } from './classes/exports.ts'
import { headers } from './classes/headers.ts'
import { idempotency } from './classes/idempotency.ts'
import { ids } from './classes/ids.ts'
import { invitations } from './classes/invitations.ts'
import { lastAdmin } from './classes/last-admin.ts'
import { outbox } from './classes/outbox.ts'
import { paths } from './classes/paths.ts'
import { queues } from './classes/queues.ts'
import { references } from './classes/references.ts'
import { revoked } from './classes/revoked.ts'
import { roles } from './classes/roles.ts'
import { secrets } from './classes/secrets.ts'
import { serviceRoles } from './classes/service-roles.ts'
import { sessions } from './classes/sessions.ts'
import { signUp } from './classes/sign-up.ts'
import { silos } from './classes/silos.ts'
import { tenantRole } from './classes/tenant-role.ts'
import { tokens } from './classes/tokens.ts'
import { usage } from './classes/usage.ts'
import type { AttackClass } from './suite/attempt.ts'
import type { World } from './world/world.ts'

/** The classes of attacks, in the order in which they run. */
export const CLASSES: Record<string, (world: World) => AttackClass | Promise<AttackClass>> = {
  tokens,
  roles,
  ids,
  bodies,
  headers,
  paths,
  cursors,
  references,
  conditions,
  idempotency,
  entitlements,
  // After S, and before the tokens of those who get no new ones end.
  revoked,
  dynamodb,
  sessions,
  'tenant-role': tenantRole,
  'service-roles': serviceRoles,
  silos,
  exports,
  cognito,
  'sign-up': signUp,
  confirmations,
  invitations,
  'last-admin': lastAdmin,
  audit,
  queues,
  outbox,
  secrets,
  usage,
}
