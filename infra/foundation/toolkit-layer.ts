import { join } from 'node:path'
import { RemovalPolicy } from 'aws-cdk-lib'
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { BUILD_DIRECTORY } from '../build/bundle.ts'

/** The toolkit as a layer. Versions are immutable; old ones are retained, because functions that were not deployed again still use them. */
export function toolkitLayer(scope: Construct): LayerVersion {
  return new LayerVersion(scope, 'Toolkit', {
    description: 'Tenantry toolkit: tenant scope, isolation, http, events, logging',
    code: Code.fromAsset(join(BUILD_DIRECTORY, 'layer')),
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.ARM_64],
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
