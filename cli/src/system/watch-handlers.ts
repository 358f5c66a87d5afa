import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../root.ts'
import { BACKEND } from './assembly.ts'
import { keepRunning } from './kept-running.ts'
import { watchSources } from './watch-sources.ts'

/** Has every handler bundled again when it is saved; `deploy` gets the directory of each new assembly, one at a time. Answers how to stop. */
export function watchHandlers(
  env: NodeJS.ProcessEnv,
  deploy: (directory: string) => Promise<void>,
  report: (error: unknown) => void,
): () => void {
  let queue = Promise.resolve()
  const build = join(ROOT, '.build')
  mkdirSync(build, { recursive: true })
  const assemblies = mkdtempSync(join(build, 'dev-'))
  const bundler = keepRunning({
    folder: 'infra',
    args: ['--import', './build/loaded-sources.ts', 'dev.ts', assemblies],
    env: { ...env, CDK_VALIDATION: 'false' },
    printed: (directory) => {
      queue = queue
        .then(() => deploy(directory))
        .catch(report)
        .finally(() => rmSync(directory, { recursive: true, force: true }))
    },
    failed: () =>
      report('The sources do not bundle or synthesize; the functions stay as they are until the next save.'),
  })
  const watching = watchSources(
    BACKEND.map((folder) => join(ROOT, folder)),
    {
      changed: (changes) => bundler.tell(JSON.stringify(changes.map(({ path }) => path))),
      failed: report,
    },
  )
  return () => {
    void bundler.stop().then(() => rmSync(assemblies, { recursive: true, force: true }))
    void watching.then((stop) => stop())
  }
}
