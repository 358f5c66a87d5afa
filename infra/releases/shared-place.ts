import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { POOL_PARAMETERS } from '../names.ts'

/** What silos have in common with the pool, as the pool published it. */
export interface SharedPlace {
  directoryTable: string
  userPoolId: string
  toolkitLayer: string
  exportsBucket: string
  /** Of people of tenants that have moved into silos. */
  membershipsTable: string
  peopleTable: string
}

export function sharedPlace(scope: Construct): SharedPlace {
  const read = (name: keyof SharedPlace) => StringParameter.valueForStringParameter(scope, POOL_PARAMETERS[name])
  return {
    directoryTable: read('directoryTable'),
    userPoolId: read('userPoolId'),
    toolkitLayer: read('toolkitLayer'),
    exportsBucket: read('exportsBucket'),
    membershipsTable: read('membershipsTable'),
    peopleTable: read('peopleTable'),
  }
}
