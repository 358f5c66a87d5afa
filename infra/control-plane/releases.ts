import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { RELEASE_PARAMETERS } from '../names.ts'

/** What silos are made from, as the releases published it. */
export type Releases = Record<keyof typeof RELEASE_PARAMETERS, string>

export function releases(scope: Construct): Releases {
  const read = (name: keyof Releases) => StringParameter.valueForStringParameter(scope, RELEASE_PARAMETERS[name])
  return {
    bucket: read('bucket'),
    provisioner: read('provisioner'),
    version: read('version'),
    templates: read('templates'),
    toolkitLayer: read('toolkitLayer'),
    directoryTable: read('directoryTable'),
  }
}
