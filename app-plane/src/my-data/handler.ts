import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { membershipStore } from '../people/membership-store.ts'
import { personSessions } from '../people/person-sessions.ts'
import { Env } from './env.ts'
import { exportMe } from './export-me.ts'
import { personalData } from './personal-data.ts'
import { MY_DATA } from './service.ts'

const env = readEnv(Env, process.env)
const data = personalData(new CognitoIdentityProviderClient({}), {
  userPoolId: env.USER_POOL_ID,
  memberships: membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE)),
  sessions: personSessions(table(dynamo(), env.PEOPLE_TABLE)),
  audit: table(dynamo(), env.AUDIT_TABLE),
})

export const handler = apiHandler({
  routes: MY_DATA.routes,
  service: 'my-data',
  operations: { exportMe: exportMe(data) },
  answers: null,
  logger: createLogger('my-data'),
})
