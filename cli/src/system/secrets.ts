import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const Secrets = z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), operatorPassword: z.string() })

/** What the laptop's system keeps secret: the account administrator's keys and the first operator's password. Made once per data folder, mode 0600. */
export type Secrets = z.infer<typeof Secrets>

export function secretsOf(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  if (!existsSync(file)) makeSecrets(dataDir, file)
  return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function makeSecrets(dataDir: string, file: string): void {
  const secrets: Secrets = {
    accessKeyId: `AKIA${randomBytes(20)
      .toString('base64')
      .replace(/[^A-Z2-7]/gi, 'A')
      .toUpperCase()
      .slice(0, 16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    // One of each class that the pool's password policy asks for, and 120 random bits.
    operatorPassword: `Op1!${randomBytes(15).toString('base64url')}`,
  }
  const unfinished = writeUnfinished(dataDir, 'secrets.json', secrets)
  try {
    // Never over what is there: of two first starts at once, only one gets the folder, and not for sure the one that comes last here.
    linkSync(unfinished, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(unfinished)
  }
}

/** Writes JSON that only its owner may read, and puts it in place in one step. */
export function writePrivately(dataDir: string, name: string, content: object): void {
  renameSync(writeUnfinished(dataDir, name, content), join(dataDir, name))
}

function writeUnfinished(dataDir: string, name: string, content: object): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unfinished = join(dataDir, `.${name}.${process.pid}`)
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  return unfinished
}
