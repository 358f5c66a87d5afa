import { Env } from '@tenantry/app-plane/password-trigger/env.ts'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'
import { type Place, roleOf } from './place.ts'

/** Ends the sessions of a person who has chosen a new password. */
export function passwordTrigger(
  scope: Construct,
  { place, layer, data }: { place: Place; layer: ILayerVersion; data: AppPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'PasswordTrigger', {
    entry: 'app-plane/password-trigger',
    description: 'Cognito PostConfirmation: a new password ends older sessions',
    layer,
    role: roleOf(place, 'people', scope, 'PasswordTrigger'),
    env: Env,
    environment: { PEOPLE_TABLE: data.people.tableName },
  })
  mayAccess(fn, data.people, 'UpdateItem')
  return fn
}
