import { DatabaseSync } from 'node:sqlite'
import { AwsError } from '../core/aws-error.ts'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { randomIds } from '../core/ids.ts'
import { runOperation } from '../core/run-operation.ts'
import type { Access, Call } from '../core/service.ts'
import { dynamodbService } from './service.ts'
import type { IndexDelay } from './stores/index-queue.ts'
import type { TransactionTime } from './stores/ongoing-transactions.ts'

const CALL: Call = {
  principal: { kind: 'anonymous' },
  requestId: 'request',
  sourceIp: '127.0.0.1',
  headers: {},
}

/** DynamoDB on a database in memory and a clock that tests move. */
export function testDynamodb(
  database = new DatabaseSync(':memory:'),
  indexDelay: IndexDelay = 0,
  transactionTime: TransactionTime = 'none',
) {
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
  const { api, resourceTypes, start, close } = dynamodbService({ context, indexDelay, transactionTime })
  start()
  const { operations } = api
  const named = (name: string) => {
    const operation = operations[name]
    if (!operation || operation.access === 'public') throw new TypeError(`no operation ${name}`)
    return { access: operation.access, run: (input: object, call: Call) => runOperation(api, name, input, call) }
  }
  return {
    clock,
    database,
    close,
    resourceTypes,
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked at member by member
    call: (name: string, input: object): any => named(name).run(structuredClone(input), CALL),
    access: (name: string, input: object): Access[] => named(name).access(structuredClone(input), CALL),
    /** Makes a table as a template does, or changes it from what the template said before. */
    deployTable<Properties extends { TableName: string }>(properties: Properties, before?: object) {
      const type = resourceTypes.find(({ type }) => type === 'AWS::DynamoDB::Table')
      if (!type) throw new TypeError('no tables')
      const wanted = type.properties.parse(properties)
      const stack = { stackName: 'stack', stackId: 'stack-id', logicalId: 'Table', physicalName: () => 'unnamed' }
      if (!before) return type.create(wanted, stack)
      const current = { physicalId: properties.TableName, attributes: {} }
      return type.update(wanted, current, type.properties.parse(before), stack)
    },
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
