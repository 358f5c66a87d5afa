import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo } from '@tenantry/toolkit/table.ts'
import { answersToTenants } from '@tenantry/toolkit/tenant-answers.ts'
import { peopleAudit } from '../people/people-audit.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { askFor } from './ask-for.ts'
import { Env } from './env.ts'
import { linkOwnExport } from './link-own-export.ts'
import { listExports } from './list-exports.ts'
import { requestExport } from './request-export.ts'
import { EXPORTS } from './service.ts'
import { tenantFiles } from './tenant-files.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('exports')
const bus = eventBridge()
const services = {
  files: tenantFiles(env.FILES_ROLE_ARN, system),
  bucket: env.EXPORTS_BUCKET,
  askFor: askFor(dynamo(), env.OUTBOX_TABLE, {
    announce: relay(
      tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, env.NEWS_SOURCE, [event])),
      logger,
    ),
    audit: peopleAudit(env.AUDIT_TABLE, 'exports', system),
    system,
  }),
  system,
}

export const handler = apiHandler({
  routes: EXPORTS.routes,
  service: 'exports',
  operations: {
    listExports: listExports(services),
    requestExport: requestExport(services),
    linkOwnExport: linkOwnExport(services),
  },
  answers: answersToTenants(env.IDEMPOTENCY_TABLE, 'people'),
  logger,
})
