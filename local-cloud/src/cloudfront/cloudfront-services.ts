import type { CloudContext } from '../core/cloud-context.ts'
import type { SiteServers } from './site/site-servers.ts'
import type { DistributionStore } from './stores/distribution-store.ts'
import type { PartStore } from './stores/part-store.ts'

/** What the operations and resource types of CloudFront are built from. */
export interface CloudFrontServices {
  context: CloudContext
  distributions: DistributionStore
  parts: PartStore
  servers: SiteServers
}
