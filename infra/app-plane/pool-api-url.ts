import { POOL_BASE_PATH } from '@tenantry/contracts/deployment.ts'
import type { RestApi } from 'aws-cdk-lib/aws-apigateway'
import type { Construct } from 'constructs'
import { apiDomain, mapApi } from '../foundation/api-domain.ts'

/** Where the pool's API is served: below the API domain, or without one by the host that API Gateway generates. */
export function poolApiUrl(scope: Construct, api: RestApi): string {
  const domain = apiDomain(scope)
  const { mapping, url } = mapApi(scope, { api, domainName: domain.name, basePath: POOL_BASE_PATH })
  mapping.cfnOptions.condition = domain.isGiven
  return domain.ifGiven(url, api.url)
}
