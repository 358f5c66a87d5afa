import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { CONTROL_PLANE_PARAMETERS } from '../names.ts'

/** Where the control plane is served and its operators sign in, as it published it. */
export type PublishedControlPlane = Record<keyof typeof CONTROL_PLANE_PARAMETERS, string>

export function controlPlane(scope: Construct): PublishedControlPlane {
  const read = (name: keyof PublishedControlPlane) =>
    StringParameter.valueForStringParameter(scope, CONTROL_PLANE_PARAMETERS[name])
  return {
    apiUrl: read('apiUrl'),
    userPoolId: read('userPoolId'),
    clientId: read('clientId'),
    userPoolEndpoint: read('userPoolEndpoint'),
  }
}
