import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import type { Attempt } from '../suite/attempt.ts'
import { clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'
import { DENIED, type Session, verdict } from './matrix.ts'
import { kindOf, type Target } from './target.ts'

type Run = (client: DynamoDBClient, target: Pick<Target, 'name' | 'arn'>) => Promise<unknown>

/** What is done to tables themselves: nothing that a tenant needs. */
const TABLE_OPERATIONS: Record<string, Run> = {
  ListTables: (client) => client.send(new ListTablesCommand({})),
  DescribeTable: (client, { name }) => client.send(new DescribeTableCommand({ TableName: name })),
  DescribeTimeToLive: (client, { name }) => client.send(new DescribeTimeToLiveCommand({ TableName: name })),
  DescribeContinuousBackups: (client, { name }) =>
    client.send(new DescribeContinuousBackupsCommand({ TableName: name })),
  ListTagsOfResource: (client, { arn }) => client.send(new ListTagsOfResourceCommand({ ResourceArn: arn })),
  UpdateTimeToLive: (client, { name }) =>
    client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: 'createdAt', Enabled: true },
      }),
    ),
  UpdateTable: (client, { name }) =>
    client.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false })),
  DeleteTable: (client, { name }) => client.send(new DeleteTableCommand({ TableName: name })),
}

const NO_TABLE = 'tenantry-no-such-table'

/** Every operation on a table by a tenant's session; the administrator's control is about a table that is not there. */
export function tableOperations(world: World, targets: Target[], sessions: Session[]) {
  const attempt = (
    { role, credentials }: Pick<Session, 'role' | 'credentials'>,
    name: string,
    mutation: string,
    expected: string,
    run: (client: DynamoDBClient) => Promise<unknown>,
  ): Attempt => ({
    operation: `dynamodb:${name}`,
    role,
    mutation,
    expected,
    send: () => verdict(() => run(clientAs(DynamoDBClient, world.endpoints, credentials))),
  })
  const operations = Object.entries(TABLE_OPERATIONS)
  const administrator = { role: 'administrator', credentials: world.endpoints.credentials }
  const [any] = targets
  const nowhere = { name: NO_TABLE, arn: any?.arn.replace(any.name, NO_TABLE) ?? '' }
  return {
    controls: operations.map(([name, run]) => {
      const control = attempt(administrator, name, 'no such table', 'let through', (client) => run(client, nowhere))
      return { ...control, send: async () => ((await control.send()) === DENIED ? 'denied' : 'let through') }
    }),
    attempts: sessions.flatMap((session) =>
      operations.flatMap(([name, run]) =>
        targets.map((target) => attempt(session, name, kindOf(target), DENIED, (client) => run(client, target))),
      ),
    ),
  }
}
