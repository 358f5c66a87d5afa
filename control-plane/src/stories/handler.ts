import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { XRayClient } from '@aws-sdk/client-xray'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { Env } from './env.ts'
import { findLines } from './find-lines.ts'
import { findTrace } from './find-trace.ts'
import { getStory } from './get-story.ts'
import { tellStory } from './tell-story.ts'

const { STACKS: stacks } = readEnv(Env, process.env)
const logger = createLogger('stories')
const traceOf = findTrace(new XRayClient({}))
const story = tellStory({
  findLines: findLines(new CloudWatchLogsClient({})),
  // Lines say the most: a story is told without its trace, too.
  async findTrace(search) {
    try {
      return await traceOf(search)
    } catch (error) {
      logger.warn('a trace cannot be read', error as Error)
      return null
    }
  },
  stacks,
})

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'stories',
  operations: { tellStory: getStory({ story, system }) },
  answers: null,
  logger,
})
