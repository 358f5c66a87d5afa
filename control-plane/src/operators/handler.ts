import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { auditIntents } from '@tenantry/toolkit/audit.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { exclusively } from '@tenantry/toolkit/lock.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { lockKey } from '../tenants/tenant-items.ts'
import { addOperator } from './add-operator.ts'
import { Env } from './env.ts'
import { getMe } from './get-me.ts'
import { listOperators } from './list-operators.ts'
import { operatorPool } from './operator-pool.ts'
import { removeOperator } from './remove-operator.ts'
import { removedOperators } from './removed-operators.ts'
import { resetMfa } from './reset-mfa.ts'

const env = readEnv(Env, process.env)
const items = table(dynamo(), env.TENANTS_TABLE)
const services = {
  intents: auditIntents(table(dynamo(), env.AUDIT_TABLE), 'operators', system),
  removed: removedOperators(items),
  operators: operatorPool(new CognitoIdentityProviderClient({}), env.USER_POOL_ID),
  alone: <T>(work: () => Promise<T>) => exclusively({ table: items, key: lockKey('operators'), system }, work),
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'operators',
  operations: {
    listOperators: listOperators({ ...services, cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system) }),
    addOperator: addOperator(services),
    removeOperator: removeOperator(services),
    resetMfa: resetMfa(services),
    getMe,
  },
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'operators'),
  logger: createLogger('operators'),
})
