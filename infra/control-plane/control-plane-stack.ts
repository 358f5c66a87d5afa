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
import { CONTROL_PLANE_API, CONTROL_PLANE_PARAMETERS } from '../names.ts'
import { alarms } from '../operations/alarms.ts'
import { dashboards } from '../operations/dashboards.ts'
import { alarmsApi } from './alarms.ts'
import { apiDocs } from './api-docs.ts'
import { audit } from './audit.ts'
import { auditTrail } from './audit-trail.ts'
import { billExport } from './bill-export.ts'
import { billing } from './billing.ts'
import { costRuns } from './cost-runs.ts'
import { costSettings } from './cost-settings.ts'
import { costTables } from './cost-tables.ts'
import { costs } from './costs.ts'
import { costsBucket } from './costs-bucket.ts'
import { controlPlaneData } from './data.ts'
import { exportLinks } from './export-links.ts'
import { failedMessages } from './failed-messages.ts'
import { lifecycle } from './lifecycle.ts'
import { operatorAuthorizer } from './operator-authorizer.ts'
import { operatorPasswordTrigger } from './operator-password-trigger.ts'
import { operatorPool as operatorUserPool } from './operator-pool.ts'
import { operatorTokenTrigger } from './operator-token-trigger.ts'
import { operators } from './operators.ts'
import { outboxSweeper } from './outbox-sweeper.ts'
import { planUpdates } from './plan-updates.ts'
import { pool as pooledAppPlane } from './pool.ts'
import { quotaMails } from './quota-mails.ts'
import { quotaSettings } from './quota-settings.ts'
import { registration } from './registration.ts'
import { releases as releasedSilos } from './releases.ts'
import { requestResults } from './request-results.ts'
import { signUpLimits } from './sign-up-limits.ts'
import { stories } from './stories.ts'
import { tenantAccount } from './tenant-account.ts'
import { tenantConfig } from './tenant-config.ts'
import { tenantExpiry } from './tenant-expiry.ts'
import { tenantLists } from './tenant-lists.ts'
import { tenantManagement } from './tenant-management.ts'
import { tenantPeople } from './tenant-people.ts'
import { tenantRequests } from './tenant-requests.ts'
import { tiers } from './tiers.ts'
import { usage } from './usage.ts'
import { usageBucket } from './usage-bucket.ts'
import { usagePath } from './usage-path.ts'
import { usageRebuilder } from './usage-rebuilder.ts'
import { workflowMachines } from './workflow-machines.ts'
import { workflowSlots } from './workflow-slots.ts'
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
    operatorPool.addTrigger(UserPoolOperation.POST_CONFIRMATION, operatorPasswordTrigger(this, { layer, data }))

    const limits = signUpLimits(this)
    const quotas = quotaSettings(this)
    const machines = workflowMachines(this, {
      lifecycle: lifecycle(this, { layer, data, bus, pool, releases: releasedSilos(this), quotas }),
    })
    workflowWatch(this, { layer, data, machines })
    requestResults(this, { layer, data, bus })
    tenantPeople(this, { layer, data, bus })
    tenantRequests(this, { layer, data, bus, machines, limits })
    tenantAccount(this, { layer, data, pool })
    const settings = costSettings(this)
    tenantLists(this, { layer, data, pool, settings })
    auditTrail(this, { layer, data, bus })
    planUpdates(this, { layer, data, pool, machines, limits })
    workflowSlots(this, { layer, data, bus, machines, limits })
    tenantExpiry(this, { layer, data, machines, limits })
    const bucket = usageBucket(this)
    usageRebuilder(this, { layer, data, bucket, bus })
    billing(this, { layer, data, bucket })
    const buckets = { costs: costsBucket(this), usage: bucket }
    billExport(this, { bucket: buckets.costs })
    costTables(this, buckets)
    costRuns(this, { layer, data, buckets, settings })
    outboxSweeper(this, { layer, data, bus, machines, limits })

    const sender = EmailIdentity.fromEmailIdentityName(this, 'Sender', pool.mailFrom)
    quotaMails(this, { layer, data, bucket, sender })
    usagePath(this, { bucket, apiId: CONTROL_PLANE_API })
    alarms(this, { services })
    dashboards(this)
    const api = restApi(this, CONTROL_PLANE_API, {
      description: 'Control plane API',
      routes: CONTROL_PLANE_ROUTES,
      functions: {
        registration: registration(this, { layer, data, machines, limits, sender }),
        'tenant-config': tenantConfig(this, { layer, data, pool }),
        'tenant-management': tenantManagement(this, { layer, data, bus, machines, limits, quotas }),
        'export-links': exportLinks(this, { layer, data, pool }),
        tiers: tiers(this, { layer, data, pool, bus }),
        operators: operators(this, { layer, data, pool: operatorPool }),
        'failed-messages': failedMessages(this, { layer, data, services }),
        audit: audit(this, { layer, data }),
        stories: stories(this, { layer }),
        usage: usage(this, { layer, data, bucket }),
        costs: costs(this, { layer, data, bucket: buckets.costs, settings }),
        alarms: alarmsApi(this, { layer, data }),
        'api-docs': apiDocs(this, { layer }),
      },
      authorizers: [
        {
          handler: operatorAuthorizer(this, { layer, data, pool: operatorPool, client }),
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
