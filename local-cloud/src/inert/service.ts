import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import { backupTypes } from './resources/backup.ts'
import { cloudWatchTypes } from './resources/cloudwatch.ts'
import { costTypes } from './resources/costs.ts'
import { insightTypes } from './resources/insight.ts'
import { logTypes } from './resources/logs.ts'
import { wafTypes } from './resources/waf.ts'

const TYPES = [...backupTypes, ...cloudWatchTypes, ...costTypes, ...insightTypes, ...logTypes, ...wafTypes]

/**
 * Resource types of services that are not here and whose absence an app cannot observe. They deploy, so that a template need not
 * leave them out for the laptop, and whoever deploys is told their names.
 */
export function inertService({ context }: { context: CloudContext }) {
  return { name: 'inert', resourceTypes: TYPES.map((type) => type(context)) } satisfies CloudService
}
