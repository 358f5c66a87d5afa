import { type Cursors, openCursors } from '@tenantry/toolkit/cursors.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { testDynamo } from './dynamodb.ts'

/** Cursors by keys of their own, in a real table. */
export const testCursors = async (): Promise<Cursors> => openCursors(table(await testDynamo('lists'), 'lists'), system)
