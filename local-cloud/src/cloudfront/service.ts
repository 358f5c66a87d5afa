import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, SiteObjects } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { distributionType } from './resources/distribution.ts'
import { functionType } from './resources/function.ts'
import { originAccessControlType } from './resources/origin-access-control.ts'
import { responseHeadersPolicyType } from './resources/response-headers-policy.ts'
import { type SiteServers, siteServers } from './site/site-servers.ts'
import { distributionStore } from './stores/distribution-store.ts'
import { partStore } from './stores/part-store.ts'

/** CloudFront: distributions of S3 buckets, each served on loopback. It has no API of its own here: only templates make distributions. */
export function cloudFrontService({
  context,
  objects,
  ports,
  meter = NO_METER,
}: {
  context: CloudContext
  objects: SiteObjects
  ports: Record<string, number>
  meter?: BillMeter
}) {
  const distributions = distributionStore(context.database)
  const parts = partStore(context.database)
  const servers = siteServers({ context, parts, objects, distributions, meter }, ports)
  const services = { context, distributions, parts, servers }
  return {
    name: 'cloudfront',
    resourceTypes: [
      distributionType(services),
      originAccessControlType(services),
      responseHeadersPolicyType(services),
      functionType(services),
    ],
    /** Loopback addresses of distributions, of all or of a stack's, by host name. */
    sites: servers.addresses,
    start: () => servers.start(),
    close: () => servers.close(),
  } satisfies CloudService & { sites: SiteServers['addresses'] }
}
