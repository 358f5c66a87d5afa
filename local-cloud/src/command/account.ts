import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { type Ids, UPPER_ALPHANUMERIC } from '../core/ids.ts'

const Account = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })
export type Account = z.infer<typeof Account>

/** The account administrator's keys of a data folder: made once, readable by its owner only. */
export function accountOf(dataDir: string, ids: Ids): Account {
  const file = join(dataDir, 'account.json')
  if (existsSync(file)) return Account.parse(JSON.parse(readFileSync(file, 'utf8')))
  const account = {
    accessKeyId: `AKIA${ids.token(16, UPPER_ALPHANUMERIC)}`,
    secretAccessKey: ids.bytes(30).toString('base64'),
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(file, `${JSON.stringify(account)}\n`, { mode: 0o600 })
  return account
}

/** A file that a shell sources to use the SDKs here, and the aws CLI with `--endpoint-url "$AWS_ENDPOINT_URL"`; answers its path. */
export function writeShellVariables(dataDir: string, account: Account, cloud: { url: string; region: string }): string {
  const file = join(dataDir, 'aws.env')
  const variables = {
    AWS_ACCESS_KEY_ID: account.accessKeyId,
    AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.url,
  }
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
  return file
}
