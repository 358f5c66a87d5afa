import * as sdk from '@aws-sdk/client-lambda'
import { beforeAll } from 'vitest'
import { lambdaFunction, role, useCloud } from '../cloud.ts'
import { documentedErrors } from './documented.ts'
import { type NeverHappens, testErrors } from './error-table.ts'

const cloud = useCloud()

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      Function: lambdaFunction('f', 'exports.handler = async () => 1'),
      Off: lambdaFunction('off', 'exports.handler = async () => 1', { ReservedConcurrentExecutions: 0 }),
    },
  }),
)

const gone = { FunctionName: 'gone' }
const NOT_FOUND = 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:gone'
const bad = { FunctionName: 'no name' }
const met = [
  'InvalidRequestContentException',
  'RequestTooLargeException',
  'ResourceNotFoundException',
  'TooManyRequestsException',
]
// Of networks, file systems, keys, snapshots, durable and recursive executions, none of which exist here.
const ofWhatIsNotThere = documentedErrors('@aws-sdk/client-lambda', 'Invoke')
  .filter((error) => !met.includes(error))
  .map((error): NeverHappens => [error, ['Invoke'], 'what it is about does not exist here'])

testErrors({
  cloud,
  service: 'lambda',
  sdkPackage: '@aws-sdk/client-lambda',
  sdk,
  client: () => new sdk.LambdaClient(cloud.options()),
  codes: { RequestTooLargeException: 'RequestEntityTooLargeException' },
  cases: [
    ['GetFunction', 'ResourceNotFoundException', gone, NOT_FOUND],
    ['GetFunctionConfiguration', 'ResourceNotFoundException', gone, NOT_FOUND],
    [
      'GetFunctionConfiguration',
      'ResourceNotFoundException',
      { FunctionName: 'f:PROD' },
      'Function not found: arn:aws:lambda:us-east-1:000000000000:function:f:PROD',
    ],
    ['Invoke', 'ResourceNotFoundException', gone, NOT_FOUND],
    [
      'Invoke',
      'ResourceNotFoundException',
      { FunctionName: 'f', Qualifier: '7' },
      'Function not found: arn:aws:lambda:us-east-1:000000000000:function:f:7',
    ],
    ['GetFunction', 'ValidationException', bad, "Value 'no name' at 'functionName' failed to satisfy constraint"],
    ['GetFunctionConfiguration', 'ValidationException', bad],
    ['Invoke', 'ValidationException', bad],
    ['ListFunctions', 'ValidationException', { MaxItems: 0 }],
    [
      'Invoke',
      'InvalidRequestContentException',
      { FunctionName: 'f', Payload: Buffer.from('{') },
      /^Could not parse request body into json/,
    ],
    ['Invoke', 'RequestTooLargeException', { FunctionName: 'f', Payload: Buffer.alloc(6_291_457, '1') }],
    ['Invoke', 'TooManyRequestsException', { FunctionName: 'off' }, 'Rate Exceeded.'],
  ],
  never: [
    ['InvalidParameterValueException', 'all', 'what a request may hold is validated before: ValidationException'],
    ['ServiceException', 'all', 'a failure of the local cloud itself is InternalFailure, with its log saying why'],
    [
      'TooManyRequestsException',
      ['GetFunction', 'GetFunctionConfiguration', 'ListFunctions'],
      'the control plane is not throttled',
    ],
    ...ofWhatIsNotThere,
  ],
})
