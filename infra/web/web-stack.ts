import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { pool as pooledAppPlane } from '../control-plane/pool.ts'
import { apiDomain, apiOrigin } from '../foundation/api-domain.ts'
import { WEB_PARAMETERS } from '../names.ts'
import { controlPlane as publishedControlPlane } from './control-plane.ts'
import { Site } from './site.ts'
import { uploader as siteUploader } from './site-files.ts'

/** The two sites: the public one, with sign-up and the tenant app, and the operators' console, apart from it. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    const pool = pooledAppPlane(this)
    const controlPlane = publishedControlPlane(this)
    const uploader = siteUploader(this)
    const domain = apiDomain(this)
    const tenantApis = domain.ifGiven(apiOrigin(domain.name), pool.apiUrl)

    const publicSite = new Site(this, 'PublicSite', {
      name: 'public-site',
      connections: { apis: [controlPlane.apiUrl, tenantApis], identity: pool.userPoolEndpoint },
      config: { controlPlaneApi: controlPlane.apiUrl },
      uploader,
    })
    const console = new Site(this, 'OperatorConsole', {
      name: 'operator-console',
      connections: { apis: [controlPlane.apiUrl], identity: controlPlane.userPoolEndpoint },
      config: {
        controlPlaneApi: controlPlane.apiUrl,
        userPoolId: controlPlane.userPoolId,
        clientId: controlPlane.clientId,
        userPoolEndpoint: controlPlane.userPoolEndpoint,
      },
      uploader,
    })

    new StringParameter(this, 'PublishedSiteUrl', {
      parameterName: WEB_PARAMETERS.publicSiteUrl,
      stringValue: publicSite.url,
    })
    new CfnOutput(this, 'PublicSiteUrl', { value: publicSite.url })
    new CfnOutput(this, 'OperatorConsoleUrl', { value: console.url })
  }
}
