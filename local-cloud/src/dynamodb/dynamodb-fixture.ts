import { DatabaseSync } from 'node:sqlite'
import { AwsError } from '../core/aws-error.ts'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { randomIds } from '../core/ids.ts'
import type { Access, Call } from '../core/service.ts'
import { dynamodbService } from './service.ts'

const CALL: Call = {
  principal: { kind: 'anonymous' },
  requestId: 'request',
  sourceIp: '127.0.0.1',
  headers: {},
}

/** DynamoDB on a database in memory and a clock that tests move. */
export function testDynamodb(database = new DatabaseSync(':memory:')) {
  const clock = movableClock()
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database,
    dataDir: '/nowhere',
    clock,
    ids: randomIds,
    endpoint: () => 'http://127.0.0.1:4566',
    log: () => {},
  }
  const { service, resourceTypes } = dynamodbService(context)
  if (!('operations' in service)) throw new TypeError('dynamodb has operations')
  const { operations } = service
  const named = (name: string) => {
    const operation = operations[name]
    if (!operation || operation.access === 'public') throw new TypeError(`no operation ${name}`)
    return { access: operation.access, run: operation.run }
  }
  return {
    clock,
    database,
    resourceTypes,
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked at member by member
    call: (name: string, input: object): any => named(name).run(structuredClone(input), CALL),
    access: (name: string, input: object): Access[] => named(name).access(structuredClone(input), CALL),
    /** The error of a call that must fail. */
    failure(name: string, input: object): AwsError {
      try {
        named(name).run(structuredClone(input), CALL)
      } catch (error) {
        if (error instanceof AwsError) return error
        throw error
      }
      throw new Error(`${name} did not fail`)
    },
  }
}

/** A table on demand with string keys. */
export const simpleTable = (name: string, sort?: string): object => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'p', AttributeType: 'S' },
    ...(sort ? [{ AttributeName: 's', AttributeType: sort }] : []),
  ],
  KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }, ...(sort ? [{ AttributeName: 's', KeyType: 'RANGE' }] : [])],
})
