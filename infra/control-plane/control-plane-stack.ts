import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { LambdaVersion, UserPoolOperation } from 'aws-cdk-lib/aws-cognito'
import { EmailIdentity } from 'aws-cdk-lib/aws-ses'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { eventBus } from '../foundation/event-bus.ts'
import { identityEndpoint } from '../foundation/identity.ts'
import { restApi } from '../foundation/rest-api.ts'
import { toolkitLayer } from '../foundation/toolkit-layer.ts'
import { CONTROL_PLANE_PARAMETERS, consumerNames } from '../names.ts'
import { apiDocs } from './api-docs.ts'
import { audit } from './audit.ts'
import { auditTrail } from './audit-trail.ts'
import { controlPlaneData } from './data.ts'
import { failedMessages } from './failed-messages.ts'
import { lifecycle } from './lifecycle.ts'
import { onboardingSlots } from './onboarding-slots.ts'
import { operatorAuthorizer } from './operator-authorizer.ts'
import { operatorPool as operatorUserPool } from './operator-pool.ts'
import { operatorTokenTrigger } from './operator-token-trigger.ts'
import { operators } from './operators.ts'
import { outboxSweeper } from './outbox-sweeper.ts'
import { pool as pooledAppPlane } from './pool.ts'
import { registration } from './registration.ts'
import { requestResults } from './request-results.ts'
import { signUpLimits } from './sign-up-limits.ts'
import { tenantConfig } from './tenant-config.ts'
import { tenantManagement } from './tenant-management.ts'
import { tenantPeople } from './tenant-people.ts'
import { tiers } from './tiers.ts'
import { workflowMachines } from './workflow-machines.ts'
import { workflowWatch } from './workflow-watch.ts'

export interface ControlPlaneProps extends StackProps {
  /** The services of the product: their workers' failed messages are listed here. */
  services: readonly Service[]
}

/** Sign-up, the lifecycle of tenants, tiers, and what operators see. */
export class ControlPlaneStack extends Stack {
  constructor(scope: Construct, id: string, { services, ...props }: ControlPlaneProps) {
    super(scope, id, props)
    const layer = toolkitLayer(this)
    const data = controlPlaneData(this)
    const bus = eventBus(this)
    const pool = pooledAppPlane(this)
    const { pool: operatorPool, client } = operatorUserPool(this)
    const tokens = operatorTokenTrigger(this, layer)
    operatorPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, tokens, LambdaVersion.V2_0)

    const limits = signUpLimits(this)
    const machines = workflowMachines(this, { lifecycle: lifecycle(this, { layer, data, bus, pool }) })
    workflowWatch(this, { layer, data, machines })
    requestResults(this, { layer, data, bus })
    tenantPeople(this, { layer, data, bus })
    auditTrail(this, { layer, data, bus })
    onboardingSlots(this, { layer, data, bus, machines, limits })
    outboxSweeper(this, { layer, data, bus, machines, limits })

    const sender = EmailIdentity.fromEmailIdentityName(this, 'Sender', pool.mailFrom)
    const api = restApi(this, 'ControlPlaneApi', {
      description: 'Control plane API',
      routes: CONTROL_PLANE_ROUTES,
      functions: {
        registration: registration(this, { layer, data, machines, limits, sender }),
        'tenant-config': tenantConfig(this, { layer, data, pool }),
        'tenant-management': tenantManagement(this, { layer, data, bus, machines, limits }),
        tiers: tiers(this, { layer, data, pool }),
        operators: operators(this, { layer, data, pool: operatorPool }),
        'failed-messages': failedMessages(this, { layer, data, consumers: consumerNames(services) }),
        audit: audit(this, { layer, data }),
        'api-docs': apiDocs(this, { layer }),
      },
      authorizers: [
        {
          handler: operatorAuthorizer(this, { layer, pool: operatorPool, client }),
          services: [...new Set(CONTROL_PLANE_ROUTES.map(({ service }) => service))],
        },
      ],
      usagePlans: false,
      throttle: { rate: 200, burst: 400 },
      publicWrites: { rate: limits.publicRate.valueAsNumber, burst: limits.publicBurst.valueAsNumber },
    })

    const published: Record<keyof typeof CONTROL_PLANE_PARAMETERS, string> = {
      apiUrl: api.url,
      userPoolId: operatorPool.userPoolId,
      clientId: client.userPoolClientId,
      userPoolEndpoint: identityEndpoint(this),
    }
    for (const [name, value] of Object.entries(published)) {
      new StringParameter(this, `Published-${name}`, {
        parameterName: CONTROL_PLANE_PARAMETERS[name as keyof typeof CONTROL_PLANE_PARAMETERS],
        stringValue: value,
      })
    }
    new CfnOutput(this, 'ControlPlaneApiUrl', { value: api.url })
    new CfnOutput(this, 'OperatorUserPoolId', { value: operatorPool.userPoolId })
    new CfnOutput(this, 'OperatorClientId', { value: client.userPoolClientId })
  }
}
