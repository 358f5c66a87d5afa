import * as athena from '@aws-sdk/client-athena'
import { beforeAll } from 'vitest'
import { useCloud } from '../cloud.ts'
import { testErrors } from './error-table.ts'

const cloud = useCloud()
const group = (Name: string, more: object) => ({ Type: 'AWS::Athena::WorkGroup', Properties: { Name, ...more } })

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
      Closed: group('closed', { State: 'DISABLED' }),
      Group: group('group', {
        WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://files/results/' } },
      }),
    },
  }),
)

const query = (more: object) => ({ QueryString: 'SELECT 1', WorkGroup: 'group', ...more })
const to = (OutputLocation: string) => ({ WorkGroup: 'primary', ResultConfiguration: { OutputLocation } })

testErrors({
  cloud,
  service: 'athena',
  sdkPackage: '@aws-sdk/client-athena',
  sdk: athena,
  client: () => new athena.AthenaClient(cloud.options()),
  cases: [
    ['StartQueryExecution', 'InvalidRequestException', query({ WorkGroup: 'none' }), 'WorkGroup none is not found.'],
    ['StartQueryExecution', 'InvalidRequestException', query({ WorkGroup: 'closed' }), 'WorkGroup closed is disabled.'],
    ['StartQueryExecution', 'InvalidRequestException', query({ WorkGroup: 'primary' }), /No output location/],
    ['StartQueryExecution', 'InvalidRequestException', query(to('files')), /not a valid S3 path/],
    ['StartQueryExecution', 'InvalidRequestException', query(to('s3://none/')), /verify.create output bucket none/],
    ['StartQueryExecution', 'InvalidRequestException', query({ QueryString: '' }), /queryString|QueryString/],
    [
      'StartQueryExecution',
      'InvalidRequestException',
      query({ QueryString: 'x'.repeat(262_145) }),
      /Query string length/,
    ],
    ['StartQueryExecution', 'InvalidRequestException', query({ QueryExecutionContext: { Catalog: 'x' } }), /Catalog x/],
    ['StartQueryExecution', 'InvalidRequestException', query({ ClientRequestToken: 'short' }), /ClientRequestToken/],
    ['GetQueryExecution', 'InvalidRequestException', { QueryExecutionId: 'none' }, 'QueryExecution none was not found'],
    [
      'StopQueryExecution',
      'InvalidRequestException',
      { QueryExecutionId: 'none' },
      'QueryExecution none was not found',
    ],
  ],
  never: [
    ['TooManyRequestsException', 'all', 'a laptop has no rates; queries wait for one another'],
    [
      'InternalServerException',
      'all',
      'a failure of the local cloud itself is InternalFailure, with its log saying why',
    ],
    ['MetadataException', 'all', 'no data connectors are here'],
  ],
})
