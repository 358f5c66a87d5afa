import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { BUILD_DIRECTORY } from './bundle.ts'
import { ROOT } from './root.ts'

/** The folder of a site's built files. */
export const siteDirectory = (site: string): string => join(BUILD_DIRECTORY, 'sites', site)

/** Builds the sites in a process of its own, beside the bundling of the functions. */
export function buildSites(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = join(ROOT, 'web', 'build', 'main.ts')
    const outdir = join(BUILD_DIRECTORY, 'sites')
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, outdir], {
      cwd: join(ROOT, 'web'),
      // Its report goes where people look; the CDK's own standard output may be read by a program.
      stdio: ['ignore', process.stderr, 'inherit'],
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('The web does not build.'))))
  })
}
