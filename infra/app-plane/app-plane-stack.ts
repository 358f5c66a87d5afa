import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { checkServices } from '@tenantry/contracts/service/check-services.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib'
import { LambdaVersion, UserPoolOperation } from 'aws-cdk-lib/aws-cognito'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { eventBus } from '../foundation/event-bus.ts'
import { browserClient, identityEndpoint, userPool } from '../foundation/identity.ts'
import { restApi } from '../foundation/rest-api.ts'
import { toolkitLayer } from '../foundation/toolkit-layer.ts'
import { POOL_PARAMETERS } from '../names.ts'
import { apiDocs } from './api-docs.ts'
import { authorizer } from './authorizer.ts'
import { capacity } from './capacity.ts'
import { appPlaneData } from './data.ts'
import { messageTrigger } from './message-trigger.ts'
import { myTenants } from './my-tenants.ts'
import { outboxSweeper } from './outbox-sweeper.ts'
import { passwordTrigger } from './password-trigger.ts'
import { sender as senderOf } from './sender.ts'
import { serviceFunctions } from './service-functions.ts'
import { slotFiller } from './slot-filler.ts'
import { tenantDirectory } from './tenant-directory.ts'
import { tokenTrigger } from './token-trigger.ts'
import { usagePlans } from './usage-plans.ts'
import { users } from './users.ts'

export interface AppPlaneProps extends StackProps {
  /** The services of the product. */
  services: readonly Service[]
}

/** The pool: people, tenants' data, and the API that all pooled tenants share. */
export class AppPlaneStack extends Stack {
  constructor(scope: Construct, id: string, { services, ...props }: AppPlaneProps) {
    super(scope, id, props)
    const all: readonly Service[] = [...services, ...PLATFORM_SERVICES]
    const wrong = checkServices(all)
    if (wrong.length > 0) throw new Error(`services/index.ts:\n- ${wrong.join('\n- ')}`)

    const mailFrom = new CfnParameter(this, 'MailFrom', {
      description:
        'Sender of codes at sign-up and of mails to people of tenants: a verified SES identity of this account and Region',
      maxLength: 320,
    }).valueAsString
    const layer = toolkitLayer(this)
    const data = appPlaneData(this, services)
    const bus = eventBus(this)
    const common = { layer, data, bus }

    const { sender, address } = senderOf(this, mailFrom)
    const pool = userPool(this, 'People', { mailFrom: address })
    const client = browserClient(pool, 'TenantApp')
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, tokenTrigger(this, common), LambdaVersion.V2_0)
    pool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, messageTrigger(this, { layer, data }))
    pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, passwordTrigger(this, { layer, data }))

    tenantDirectory(this, { ...common, pool, mailFrom, sender })
    outboxSweeper(this, { ...common, services })

    const functions = services.map((service) => ({ name: service.name, ...serviceFunctions(this, service, common) }))
    slotFiller(this, { layer, data, services, writers: functions.flatMap(({ api, worker }) => [api, worker]) })

    const { throttle, reserve } = capacity(this)
    const api = restApi(this, 'TenantApi', {
      description: 'Tenant API of the pool',
      routes: all.flatMap((service) => service.routes),
      functions: {
        ...Object.fromEntries(functions.flatMap(({ name, api }) => (api ? [[name, reserve(api)]] : []))),
        users: reserve(users(this, { ...common, pool, mailFrom, sender })),
        'my-tenants': reserve(myTenants(this, { layer, data })),
        'api-docs': apiDocs(this, { layer, data }),
      },
      authorizers: [
        // Without a service's routes there is nothing to decide about, and no session to vend.
        ...(functions.some(({ api }) => api)
          ? [
              {
                handler: reserve(authorizer(this, { kind: 'services', layer, data, pool, client, services, all })),
                services: functions.flatMap(({ name, api }) => (api ? [name] : [])),
              },
            ]
          : []),
        {
          handler: reserve(
            authorizer(this, { kind: 'people', layer, data, pool, client, services: PLATFORM_SERVICES, all }),
          ),
          services: PLATFORM_SERVICES.map(({ name }) => name),
        },
      ],
      usagePlans: true,
      // Each tenant's own limit is in its tier's usage plan.
      throttle,
      publicWrites: null,
    })
    const plans = usagePlans(api)

    const published: Record<keyof typeof POOL_PARAMETERS, string> = {
      apiUrl: api.url,
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      userPoolEndpoint: identityEndpoint(this),
      usagePlans: this.toJsonString(
        Object.fromEntries(Object.entries(plans).map(([tier, plan]) => [tier, plan.usagePlanId])),
      ),
      mailFrom,
    }
    for (const [name, value] of Object.entries(published)) {
      new StringParameter(this, `Published-${name}`, {
        parameterName: POOL_PARAMETERS[name as keyof typeof POOL_PARAMETERS],
        stringValue: value,
      })
    }
    new CfnOutput(this, 'TenantApiUrl', { value: api.url })
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId })
    new CfnOutput(this, 'ClientId', { value: client.userPoolClientId })
  }
}
