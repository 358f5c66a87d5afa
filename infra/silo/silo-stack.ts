import type { Identity } from '@tenantry/contracts/deployment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { Aspects, Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { LayerVersion } from 'aws-cdk-lib/aws-lambda'
import { EmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { appPlane, TENANT_API } from '../app-plane/app-plane.ts'
import { appPlaneData } from '../app-plane/data.ts'
import { type People, people } from '../app-plane/people.ts'
import type { Silo } from '../app-plane/place.ts'
import { tenantAdmins } from '../app-plane/tenant-admins.ts'
import { accessLogs } from '../foundation/access-log.ts'
import { mapApi } from '../foundation/api-domain.ts'
import { tellConsoleUrl } from '../foundation/console-url.ts'
import { eventBus } from '../foundation/event-bus.ts'
import { functionLogs } from '../foundation/function-logs.ts'
import { usageSubscriptions } from '../foundation/usage-subscriptions.ts'
import { leavesWithItsStack } from './leaves-with-its-stack.ts'
import { siloParameter } from './silo-parameters.ts'
import { sharedPeople, sharedTables } from './silo-people.ts'
import { siloRoles } from './silo-roles.ts'

export interface SiloProps extends StackProps {
  /** The services of the product. */
  services: readonly Service[]
  /** Whose user pool people are in: one of the silo's own, or that of the pool, which the tenant has moved from. */
  identity: Identity
}

/** The silo of one tenant, as a template: whoever onboards or moves a tenant makes a stack of it, which is named after the tenant. */
export class SiloStack extends Stack {
  constructor(scope: Construct, id: string, { services, identity, ...props }: SiloProps) {
    super(scope, id, props)
    tellConsoleUrl(this, siloParameter(this, 'ConsoleUrl'))
    const tenantId = siloParameter(this, 'TenantId')
    const mailFrom = siloParameter(this, 'MailFrom')
    const place: Silo = { kind: 'silo', tenantId, stackName: Aws.STACK_NAME, ...siloRoles(this) }
    const layer = LayerVersion.fromLayerVersionArn(this, 'Toolkit', siloParameter(this, 'ToolkitLayer'))
    const data = appPlaneData(this, services, sharedTables(this, identity))
    const bus = eventBus(this)
    const common = {
      place,
      layer,
      data,
      bus,
      mailFrom,
      sender: EmailIdentity.fromEmailIdentityName(this, 'Sender', mailFrom),
    }

    const ownPeople = (): People => {
      const own = people(this, { ...common, address: mailFrom })
      tenantAdmins(this, { ...common, pool: own.pool })
      return own
    }
    const signIns = identity === 'own' ? ownPeople() : sharedPeople(this)
    const { api } = appPlane(this, {
      ...common,
      services,
      serviceBus: new EventBus(this, 'OwnBus', { eventBusName: Aws.STACK_NAME }),
      people: signIns,
    })
    const { url } = mapApi(this, { api, domainName: siloParameter(this, 'ApiDomain'), basePath: tenantId })
    new CfnOutput(this, 'ApiUrl', { value: url })
    new CfnOutput(this, 'ApiStage', { value: `${api.restApiId}:${api.deploymentStage.stageName}` })
    new CfnOutput(this, 'UserPoolId', { value: signIns.pool.userPoolId })
    new CfnOutput(this, 'ClientId', { value: signIns.client.userPoolClientId })
    usageSubscriptions(this, 'Own', {
      functions: functionLogs(this).logGroupName,
      access: accessLogs(this, TENANT_API).logGroupName,
    })
    Aspects.of(this).add(leavesWithItsStack)
  }
}
