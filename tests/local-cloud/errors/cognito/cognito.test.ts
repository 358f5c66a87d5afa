import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { testErrors } from '../error-table.ts'
import { alike } from './alike.ts'
import { cases } from './cases.ts'
import { client, cloud } from './fixture.ts'
import { neverHappens } from './never.ts'

testErrors({
  cloud,
  service: 'cognito-idp',
  sdkPackage: '@aws-sdk/client-cognito-identity-provider',
  sdk,
  client,
  cases: [...alike, ...cases],
  never: neverHappens(),
})
