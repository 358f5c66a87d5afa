import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { writePrivately } from '../system/secrets.ts'
import { dataFolder } from '../system/target.ts'
import type { OperatorTarget } from './operator-target.ts'

const Session = z.object({
  /** What the tokens are for: they are never sent to another address. */
  deployment: z.string(),
  /** What Amplify keeps: the tokens. */
  items: z.record(z.string(), z.string()),
})

/** Where an operator's session is kept between commands, mode 0600. */
export interface SessionFile {
  path: string
  read(): Record<string, string>
  write(items: Record<string, string>): void
  remove(): void
}

/**
 * On a laptop in the data folder; of a deployment that is named by its endpoints file, in the folder for state of the person who signed in.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function sessionFile(env: NodeJS.ProcessEnv, target: OperatorTarget, isNamed: boolean): SessionFile {
  const deployment = deploymentOf(target)
  const folder = isNamed ? join(stateHome(env), 'tenantry') : dataFolder(env)
  const name = isNamed ? `operator-${deployment.slice(0, 16)}.json` : 'operator-session.json'
  const path = join(folder, name)
  return {
    path,
    read() {
      if (!existsSync(path)) return {}
      const session = Session.safeParse(parse(readFileSync(path, 'utf8')))
      return session.success && session.data.deployment === deployment ? session.data.items : {}
    },
    write: (items) => writePrivately(folder, name, { deployment, items } satisfies z.infer<typeof Session>),
    remove: () => rmSync(path, { force: true }),
  }
}

/** The XDG specification has relative paths ignored. */
function stateHome({ XDG_STATE_HOME, HOME = homedir() }: NodeJS.ProcessEnv): string {
  return XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(HOME, '.local', 'state')
}

const deploymentOf = ({ controlPlaneApi, operator: { userPoolId, clientId } }: OperatorTarget): string =>
  createHash('sha256')
    .update(JSON.stringify([controlPlaneApi, userPoolId, clientId]))
    .digest('hex')

/** A file that somebody broke is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
