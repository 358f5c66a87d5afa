import { PLATFORM_SERVICES } from '@tenantry/app-plane/platform-services.ts'
import { checkServices } from '@tenantry/contracts/service/check-services.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { CfnOutput, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { eventBus } from '../foundation/event-bus.ts'
import { identityEndpoint } from '../foundation/identity.ts'
import { toolkitLayer } from '../foundation/toolkit-layer.ts'
import { POOL_PARAMETERS } from '../names.ts'
import { appPlane } from './app-plane.ts'
import { appPlaneData } from './data.ts'
import { people } from './people.ts'
import { THE_POOL } from './place.ts'
import { poolApiUrl } from './pool-api-url.ts'
import { sender as senderOf } from './sender.ts'
import { servesSilos } from './serves-silos.ts'
import { tenantDirectory } from './tenant-directory.ts'

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
    const { sender, address } = senderOf(this, mailFrom)
    const common = { place: THE_POOL, layer, data, bus }
    const signIns = people(this, { ...common, address })
    const { pool, client } = signIns
    tenantDirectory(this, { ...common, pool, mailFrom, sender })
    const { api, people: ofPeople } = appPlane(this, {
      ...common,
      serviceBus: bus,
      services,
      people: signIns,
      mailFrom,
      sender,
    })

    const published: Record<keyof typeof POOL_PARAMETERS, string> = {
      apiUrl: poolApiUrl(this, api),
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      userPoolEndpoint: identityEndpoint(this),
      directoryTable: data.directory.tableName,
      membershipsTable: data.memberships.tableName,
      peopleTable: data.people.tableName,
      toolkitLayer: layer.layerVersionArn,
      sharedPeople: servesSilos(this, { data, functions: ofPeople }),
      apiStage: `${api.restApiId}:${api.deploymentStage.stageName}`,
      mailFrom,
      exportsBucket: data.exports.bucketName,
    }
    for (const [name, value] of Object.entries(published)) {
      new StringParameter(this, `Published-${name}`, {
        parameterName: POOL_PARAMETERS[name as keyof typeof POOL_PARAMETERS],
        stringValue: value,
      })
    }
    new CfnOutput(this, 'TenantApiUrl', { value: published.apiUrl })
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId })
    new CfnOutput(this, 'ClientId', { value: client.userPoolClientId })
  }
}
