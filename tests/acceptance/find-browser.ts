import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The path of the browser: `CHROMIUM_PATH`, or one on the PATH. Where there is none, root on Debian installs it. */
export function findBrowser(env: NodeJS.ProcessEnv): string {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH
  const found = onPath(NAMES, env)
  if (found) return found
  const aptGet = onPath(['apt-get'], env)
  if (aptGet && process.getuid?.() === 0) {
    execFileSync(aptGet, ['update', '-qq'], { stdio: 'ignore', env })
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
    execFileSync(aptGet, install, { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } })
    const installed = onPath(NAMES, env)
    if (installed) return installed
  }
  throw new Error(
    'No Chromium was found: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a browser.',
  )
}

function onPath(names: string[], env: NodeJS.ProcessEnv): string | undefined {
  const directories = (env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
