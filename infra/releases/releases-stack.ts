import { Stack, type StackProps } from 'aws-cdk-lib'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { RELEASE_PARAMETERS } from '../names.ts'
import type { SiloTemplates } from '../silo/silo-templates.ts'
import { publishRelease } from './publish-release.ts'
import { releasesBucket } from './releases-bucket.ts'
import { sharedPlace } from './shared-place.ts'
import { siloBoundary } from './silo-boundary.ts'
import { siloProvisioner } from './silo-provisioner.ts'

export interface ReleasesProps extends StackProps {
  silo: SiloTemplates
}

/** What silos are made from, and by which role; they are made when tenants are onboarded. */
export class ReleasesStack extends Stack {
  constructor(scope: Construct, id: string, { silo, ...props }: ReleasesProps) {
    super(scope, id, props)
    const shared = sharedPlace(this)
    const bucket = releasesBucket(this)
    const boundary = siloBoundary(this, shared)
    const provisioner = siloProvisioner(this, { boundary, bucket })
    const { version, templates } = publishRelease(this, { silo, bucket, layerArn: shared.toolkitLayer })
    const published: Record<keyof typeof RELEASE_PARAMETERS, string> = {
      bucket: bucket.bucketName,
      provisioner: provisioner.roleArn,
      version,
      templates,
      toolkitLayer: shared.toolkitLayer,
      directoryTable: shared.directoryTable,
    }
    for (const [name, value] of Object.entries(published)) {
      new StringParameter(this, `Published-${name}`, {
        parameterName: RELEASE_PARAMETERS[name as keyof typeof RELEASE_PARAMETERS],
        stringValue: value,
      })
    }
  }
}
