import { join, sep } from 'node:path'
import { ROOT } from '../root.ts'
import type { Endpoints } from './endpoints.ts'
import { keepRunning } from './kept-running.ts'
import { watchSources } from './watch-sources.ts'

const SERVER = join(ROOT, 'web', 'build') + sep

/** Serves both sites from their sources, with hot reload; `say` gets a line for each address. Answers how to stop. */
export function watchSites(
  env: NodeJS.ProcessEnv,
  { web, console: operatorConsole }: Pick<Endpoints, 'web' | 'console'>,
  say: (line: string) => void,
): () => void {
  const server = keepRunning({
    folder: 'web',
    args: ['build/dev.ts', `public-site=${web}`, `operator-console=${operatorConsole}`],
    env,
    printed: say,
    failed: () => say('The development server of the sites has ended; it starts again with the next save.'),
  })
  const watching = watchSources(
    ['web', 'contracts'].map((folder) => join(ROOT, folder)),
    {
      changed(changes) {
        // What serves the pages has loaded its own sources.
        if (changes.some(({ path }) => path.startsWith(SERVER))) server.restart()
        else server.tell(JSON.stringify(changes))
      },
      failed: (error) => say(String(error)),
    },
  )
  return () => {
    void server.stop()
    void watching.then((stop) => stop())
  }
}
