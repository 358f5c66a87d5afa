import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { exportPrefix, MANIFEST } from '@tenantry/contracts/exports.ts'
import { verdict } from '../dynamodb/matrix.ts'
import type { Attempt } from '../suite/attempt.ts'
import { type Credentials, clientConfig } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

/** As S3 calls it. */
const DENIED = 'AccessDenied'

/** Who attacks the exports, and with what. */
interface Thief {
  role: string
  credentials: Credentials
}

/** Everything that somebody could do to exports without a session for files: with the victim's, with those of the attacker's own tenant, and with all. */
export async function onExports(world: World, { role, credentials }: Thief): Promise<Attempt[]> {
  const { client, Bucket } = await storeOf(world, credentials)
  const denied = (action: string, mutation: string, run: () => Promise<unknown>): Attempt => ({
    operation: `s3:${action}`,
    role,
    mutation,
    expected: DENIED,
    send: () => verdict(run),
  })
  const listing = (Prefix?: string) => () =>
    client.send(new ListObjectsV2Command({ Bucket, ...(Prefix && { Prefix }) }))
  const { attacker, victim, exports } = world
  const those: [whose: string, tenantId: string, id: string][] = [
    ['the victim’s', victim.config.tenantId, exports.victim],
    ['its own tenant’s', attacker.config.tenantId, exports.attacker],
  ]
  return [
    denied('ListBucket', 'all', listing()),
    ...those.flatMap(([whose, tenantId, id]) => {
      const Key = `${exportPrefix(tenantId, id)}${MANIFEST}`
      // Nothing is there under this key, and what is let through takes nothing from the tests that follow.
      const other = { Bucket, Key: `${tenantId}/attack` }
      return [
        denied('ListBucket', whose, listing(`${tenantId}/`)),
        denied('GetObject', whose, () => client.send(new GetObjectCommand({ Bucket, Key }))),
        denied('PutObject', whose, () => client.send(new PutObjectCommand({ ...other, Body: 'attack' }))),
        denied('DeleteObject', whose, () => client.send(new DeleteObjectCommand(other))),
      ]
    }),
  ]
}

/** The account's administrator does all of it: the exports are there, and the denial of a call is then the thief's. */
export async function administratorOfExports(world: World): Promise<Attempt[]> {
  const attempts = await onExports(world, { role: 'administrator', credentials: world.endpoints.credentials })
  return attempts.map((attempt) => ({ ...attempt, expected: 'allowed' }))
}

async function storeOf({ endpoints, account }: World, credentials: Credentials) {
  const { EXPORTS_BUCKET: Bucket = '' } = await account.environmentOf('TenantData')
  return { client: new S3Client({ ...clientConfig(endpoints, credentials), forcePathStyle: true }), Bucket }
}
