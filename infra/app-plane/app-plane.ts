import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { SILO_STAGE_NAME } from '@tenantry/contracts/deployment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import type { RestApi } from 'aws-cdk-lib/aws-apigateway'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { restApi } from '../foundation/rest-api.ts'
import { STAGE_NAME } from '../names.ts'
import { apiDocs } from './api-docs.ts'
import { authorizer } from './authorizer.ts'
import { type Capacity, capacity } from './capacity.ts'
import type { AppPlaneData } from './data.ts'
import { exports } from './exports.ts'
import { myAccount } from './my-account.ts'
import { myData } from './my-data.ts'
import { myTenants } from './my-tenants.ts'
import { outboxSweeper } from './outbox-sweeper.ts'
import type { People, SharedPeople } from './people.ts'
import type { Place } from './place.ts'
import { serviceFunctions } from './service-functions.ts'
import { slotFiller } from './slot-filler.ts'
import { tenantData } from './tenant-data.ts'
import { users } from './users.ts'

/** The construct of the API of a place. */
export const TENANT_API = 'TenantApi'

export interface AppPlaneParts {
  place: Place
  /** The services of the product. */
  services: readonly Service[]
  layer: ILayerVersion
  data: AppPlaneData
  people: People | SharedPeople
  /** Where news of people goes: the one bus on which both planes meet. */
  bus: IEventBus
  /** Where events of services go. */
  serviceBus: IEventBus
  mailFrom: string
  sender: IEmailIdentity
}

/** The API of a place, and its functions that are about people. */
export interface AppPlane {
  api: RestApi
  people: SharedPeople['functions']
}

/** What serves tenants of a place: the API, the services, people. The resources are the scope's own, so that their names stay. */
export function appPlane(scope: Construct, parts: AppPlaneParts): AppPlane {
  const { place, services, people } = parts
  const all = [...services, ...PLATFORM_SERVICES]
  outboxSweeper(scope, parts)
  tenantData(scope, parts)
  const functions = services.map((service) => ({ name: service.name, ...serviceFunctions(scope, service, parts) }))
  slotFiller(scope, { ...parts, writers: functions.flatMap(({ api, worker }) => [api, worker]) })

  const { throttle, reserve } = capacity(scope)
  const ofPeople = peopleFunctions(scope, { ...parts, all, reserve })
  const api = restApi(scope, TENANT_API, {
    stageName: place.kind === 'pool' ? STAGE_NAME : SILO_STAGE_NAME,
    description: place.kind === 'pool' ? 'Tenant API of the pool' : `Tenant API of ${place.stackName}`,
    routes: all.flatMap((service) => service.routes),
    functions: {
      ...Object.fromEntries(functions.flatMap(({ name, api }) => (api ? [[name, reserve(api)]] : []))),
      users: ofPeople.users,
      'my-tenants': ofPeople.myTenants,
      'my-data': ofPeople.myData,
      'my-account': ofPeople.myAccount,
      exports: ofPeople.exports,
      'api-docs': apiDocs(scope, parts),
    },
    authorizers: [
      // Without a service's routes there is nothing to decide about, and no session to vend.
      ...(functions.some(({ api }) => api)
        ? [
            {
              handler: reserve(authorizer(scope, { ...parts, ...people, kind: 'services', all })),
              services: functions.flatMap(({ name, api }) => (api ? [name] : [])),
            },
          ]
        : []),
      { handler: ofPeople.authorizer, services: PLATFORM_SERVICES.map(({ name }) => name) },
    ],
    usagePlans: true,
    // Each tenant's own limit is in its tier's usage plan.
    throttle,
    publicWrites: null,
  })
  return { api, people: ofPeople }
}

/** The functions that people have whatever the product is: of the place, or those of the pool where people stay there. */
function peopleFunctions(
  scope: Construct,
  { all, reserve, ...parts }: AppPlaneParts & { all: readonly Service[]; reserve: Capacity['reserve'] },
): SharedPeople['functions'] {
  const { people } = parts
  if ('functions' in people) return people.functions
  const common = { ...parts, pool: people.pool }
  return {
    users: reserve(users(scope, common)),
    myTenants: reserve(myTenants(scope, parts)),
    myData: reserve(myData(scope, common)),
    myAccount: reserve(myAccount(scope, common)),
    exports: reserve(exports(scope, parts)),
    authorizer: reserve(authorizer(scope, { ...parts, ...people, kind: 'people', services: PLATFORM_SERVICES, all })),
  }
}
