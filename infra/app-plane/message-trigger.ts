import { Env } from '@tenantry/app-plane/message-trigger/env.ts'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { readsSiteUrl } from '../foundation/reads-site-url.ts'
import { WEB_PARAMETERS } from '../names.ts'
import type { AppPlaneData } from './data.ts'
import { mayReadTenants, type Place, roleOf } from './place.ts'

/** Writes the mails that Cognito sends: an invitation names the tenant. */
export function messageTrigger(
  scope: Construct,
  { place, layer, data }: { place: Place; layer: ILayerVersion; data: AppPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'MessageTrigger', {
    entry: 'app-plane/message-trigger',
    description: 'Cognito CustomMessage: mails that name the tenant',
    layer,
    role: roleOf(place, 'people', scope, 'MessageTrigger'),
    env: Env,
    environment: {
      ADDRESSES_TABLE: data.addresses.tableName,
      DIRECTORY_TABLE: data.directory.tableName,
      SITE_URL_PARAMETER: WEB_PARAMETERS.publicSiteUrl,
    },
  })
  // The address book names the tenant: whom else a tenant has is none of its business.
  mayAccessKeys(fn, data.addresses, { actions: ['GetItem'], keys: ['address#*'] })
  mayReadTenants(fn, data.directory, place)
  readsSiteUrl(fn)
  return fn
}
