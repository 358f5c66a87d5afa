import { testDynamodb } from '../dynamodb-fixture.ts'
import type { Engine } from './dynalite.ts'
import { TABLES } from './tables.ts'

/** The local cloud's DynamoDB with the tables of the comparison. */
export function ourEngine(): Engine {
  const { call } = testDynamodb()
  for (const table of TABLES) call('CreateTable', table)
  return async (operation, input) => call(operation, input)
}
