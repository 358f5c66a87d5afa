import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { SSMClient } from '@aws-sdk/client-ssm'
import { AdminRequest } from '@tenantry/contracts/tenant-admins.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { markTransient } from '@tenantry/toolkit/transient.ts'
import * as z from 'zod/mini'
import { openAdmins } from '../people/open-admins.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-admins')
const bus = eventBridge()
const admins = openAdmins({
  writer: 'tenant-directory',
  env,
  publish: (event) => publish(bus, env.EVENT_BUS_NAME, env.NEWS_SOURCE, [event]),
  clients: { cognito: new CognitoIdentityProviderClient({}), ssm: new SSMClient({}) },
  logger,
})

/** What the tenant directory asks about the admins of the silo's tenant. */
export const handler = invocationHandler({
  kind: 'step',
  logger,
  describe(event: unknown) {
    const { operation = 'unknown', tenant } = z.safeParse(AdminRequest, event).data ?? {}
    return { operation, tenantId: tenant?.tenantId ?? null, tier: tenant?.tier ?? null }
  },
  run(event) {
    const { operation, tenant } = z.parse(AdminRequest, event)
    return markTransient(async () => {
      switch (operation) {
        case 'seed':
          return admins.seed(tenant)
        case 'unseed':
          return admins.unseed(tenant)
        case 'invite':
          return admins.invite(tenant)
        case 'invite-again':
          return admins.inviteAgain(tenant)
        case 'appoint':
          return admins.appoint(tenant)
        default:
          return operation satisfies never
      }
    })
  },
})
