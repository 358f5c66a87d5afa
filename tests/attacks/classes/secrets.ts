import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs'
import { decodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { PASSWORD } from '../../acceptance/onboarding.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { clientAs } from '../world/accounts.ts'
import { send } from '../world/http.ts'
import type { World } from '../world/world.ts'
import { type Written, writtenOf } from '../world/written.ts'

/** Long enough to be nobody else's, short enough for a filter. */
const TELLING = 60

/** Whoever may read logs, traces, metrics, usage or exports finds nothing in them to act with, and no address where none belongs. */
export async function secrets(world: World): Promise<AttackClass> {
  const { endpoints, attacker } = world
  // Something that is surely logged, after whatever has been changed of the system.
  const { config, admin } = attacker
  await send(config.apiUrl, { method: 'GET', path: '/me', token: admin.token })
  const sessions = await sessionsOf(world)
  const logs = clientAs(CloudWatchLogsClient, endpoints)
  const groups = await groupsOf(logs)
  const found = async (logGroupName: string, text: string): Promise<string> => {
    const filterPattern = `"${text.slice(-TELLING)}"`
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern, limit: 1 }))
    return events.length > 0 ? 'logged' : 'not logged'
  }
  const attempt = (group: string, mutation: string, expected: string, text: string): Attempt => ({
    operation: `logs of ${group.replace(/-?[A-Za-z0-9]{12}$/, '')}`,
    role: 'a reader of logs',
    mutation,
    expected,
    send: () => found(group, text),
  })
  const kept: [string, string][] = [
    ['an access token', admin.token],
    ['an id token', admin.idToken],
    ['a refresh token', admin.refreshToken],
    ...sessions,
    ['a password', PASSWORD],
    ['an operator’s token', world.operators.SystemAdmin.token],
    ['the account’s secret key', endpoints.credentials.secretAccessKey],
  ]
  const written = writtenOf(world)
  const beside = ({ name, read }: Written, mutation: string, expected: string, text: string): Attempt => ({
    operation: name,
    role: 'a reader of it',
    mutation,
    expected,
    send: async () => ((await read()).includes(text) ? 'written' : 'not written'),
  })
  const addresses: [string, string][] = [
    ['an admin’s address', admin.email],
    ['an operator’s address', world.operators.SystemAdmin.email],
  ]
  const used = await Promise.all(groups.map(async (group) => ((await isUsed(logs, group)) ? [group] : [])))
  return {
    name: 'secrets',
    controls: [
      ...used.flat().map((group) => ({
        ...attempt(group, 'what is logged is found', 'logged', ''),
        send: async () => ((await isUsed(logs, group)) ? 'logged' : 'not logged'),
      })),
      ...written.map((one) => beside(one, 'what is written is found', 'written', one.telling)),
    ],
    attempts: [
      ...used.flat().flatMap((group) => kept.map(([mutation, text]) => attempt(group, mutation, 'not logged', text))),
      ...written.flatMap((one) =>
        [...kept, ...(one.mayHaveAddresses ? [] : addresses)].map(([mutation, text]) =>
          beside(one, mutation, 'not written', text),
        ),
      ),
    ],
    skipped: [],
  }
}

/** What authorizers vend, plain and as it travels to the functions. */
async function sessionsOf({ account, attacker }: World): Promise<[string, string][]> {
  const all = ['Authorizer', 'PeopleAuthorizer'].map(async (authorizer): Promise<[string, string][]> => {
    if (!(await account.hasFunction(authorizer))) return []
    const context = await account.contextOf(attacker.admin.token, authorizer)
    const { credentials } = decodeAuthorizerContext(context)
    return [
      [`a session token of the ${authorizer}`, credentials?.sessionToken ?? ''],
      [`a secret access key of the ${authorizer}`, credentials?.secretAccessKey ?? ''],
      [`credentials in the context of the ${authorizer}`, context.credentials ?? ''],
    ]
  })
  return (await Promise.all(all)).flat()
}

async function groupsOf(client: CloudWatchLogsClient): Promise<string[]> {
  const names: string[] = []
  for await (const page of paginateDescribeLogGroups({ client }, {})) {
    names.push(...(page.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []))
  }
  return names.filter((name) => name.startsWith('tenantry-'))
}

/** Whether anything was ever written there. */
async function isUsed(client: CloudWatchLogsClient, logGroupName: string): Promise<boolean> {
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, limit: 1 }))
  return events.length > 0
}
