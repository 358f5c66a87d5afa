import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib'
import { LambdaVersion, UserPoolOperation } from 'aws-cdk-lib/aws-cognito'
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { browserClient, identityEndpoint, userPool } from '../foundation/identity.ts'
import { serviceRole } from '../foundation/microservice.ts'
import { eventBus } from '../foundation/on-event.ts'
import { restApi } from '../foundation/rest-api.ts'
import { toolkitLayer } from '../foundation/toolkit-layer.ts'
import { POOL_PARAMETERS } from '../names.ts'
import { apiDocs } from './api-docs.ts'
import { authorizer } from './authorizer.ts'
import { appPlaneData } from './data.ts'
import { fulfilment } from './fulfilment.ts'
import { messageTrigger } from './message-trigger.ts'
import { myTenants } from './my-tenants.ts'
import { orders } from './orders.ts'
import { outboxSweeper } from './outbox-sweeper.ts'
import { products } from './products.ts'
import { tenantAccessRole } from './tenant-access-role.ts'
import { tenantDirectory } from './tenant-directory.ts'
import { tokenTrigger } from './token-trigger.ts'
import { usagePlans } from './usage-plans.ts'
import { users } from './users.ts'

/** The pool: people, tenants' data, and the API that all pooled tenants share. */
export class AppPlaneStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    const mailFrom = new CfnParameter(this, 'MailFrom', {
      description: 'Sender of mails to people of tenants; SES asks its owner to confirm it',
    }).valueAsString
    const layer = toolkitLayer(this)
    const data = appPlaneData(this)
    const bus = eventBus(this)
    const vending = serviceRole(this, 'Authorizer')
    const tenantAccess = tenantAccessRole(this, data, [vending])

    const pool = userPool(this, 'People', undefined)
    const client = browserClient(pool, 'TenantApp')
    pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      tokenTrigger(this, { layer, data, bus }),
      LambdaVersion.V2_0,
    )
    pool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, messageTrigger(this, { layer, data }))

    const sender = new EmailIdentity(this, 'Sender', { identity: Identity.email(mailFrom) })
    tenantDirectory(this, { layer, data, bus, pool, mailFrom, sender })
    outboxSweeper(this, { layer, data, bus })

    const api = restApi(this, 'TenantApi', {
      description: 'Tenant API of the pool',
      routes: TENANT_ROUTES,
      functions: {
        products: products(this, { layer, data }),
        users: users(this, { layer, data, pool, bus, mailFrom, sender }),
        orders: orders(this, { layer, data, bus }),
        'my-tenants': myTenants(this, { layer, data }),
        'api-docs': apiDocs(this, { layer }),
      },
      authorizer: authorizer(this, { layer, data, pool, client, role: vending, tenantAccess }),
      usagePlans: true,
      // The account's default; each tenant's own limit is in its tier's usage plan.
      throttle: { rate: 10_000, burst: 5_000 },
    })
    const plans = usagePlans(api)
    const { queue, failed } = fulfilment(this, { layer, data, bus })

    const published: Record<keyof typeof POOL_PARAMETERS, string> = {
      apiUrl: api.url,
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      userPoolEndpoint: identityEndpoint(this),
      fulfilmentQueueArn: queue.queueArn,
      failedQueueArn: failed.queueArn,
      failedQueueUrl: failed.queueUrl,
      usagePlans: this.toJsonString(
        Object.fromEntries(Object.entries(plans).map(([tier, plan]) => [tier, plan.usagePlanId])),
      ),
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
