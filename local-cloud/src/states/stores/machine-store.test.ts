import { expect, test } from 'vitest'
import { testContext } from '../../cloudformation/cloud-fixture.ts'
import { machineStore } from './machine-store.ts'

test('a data folder of an earlier version keeps its state machines, and takes changes of them', () => {
  const context = testContext()
  context.database.exec(`
    CREATE TABLE states_machines (
      arn TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT NOT NULL, revision TEXT NOT NULL, created_at INTEGER NOT NULL
    );
    CREATE TABLE states_revisions (revision TEXT PRIMARY KEY, definition TEXT NOT NULL, role_arn TEXT NOT NULL);
    INSERT INTO states_machines VALUES ('arn', 'machine', 'stack/Machine', 'one', 1);
    INSERT INTO states_revisions VALUES ('one', '{}', 'role')`)
  const machine = { arn: 'arn', name: 'machine', revision: 'one', definition: '{}', roleArn: 'role', createdAt: 1 }
  expect({ ...machineStore(context).get('arn') }).toEqual(machine)
  const changed = { ...machine, revision: 'two', definition: '{"Comment":"changed"}' }
  machineStore(context).put(changed)
  expect({ ...machineStore(context).get('arn') }).toEqual(changed)
})
