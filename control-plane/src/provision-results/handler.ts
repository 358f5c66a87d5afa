import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { dynamo } from '@tenantry/toolkit/table.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { answerOnboarding } from './answer-onboarding.ts'
import { Env } from './env.ts'
import { waitingTasks } from './waiting-tasks.ts'

const env = readEnv(Env, process.env)

export const handler = answerOnboarding({
  tenants: tenantStore(dynamo(), env.TENANTS_TABLE),
  tasks: waitingTasks(new SFNClient({})),
  logger: createLogger('provision-results'),
})
