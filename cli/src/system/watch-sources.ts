import { basename } from 'node:path'
import { watch } from 'chokidar'

/** Files that are saved together are reported together. */
const QUIET_MS = 40
/** What our programs are made of; what editors leave beside it while they save has other endings. */
const SOURCE = /\.(ts|tsx|js|mjs|json|css|html|svg)$/
const TEST = /\.test\.tsx?$/

export interface Change {
  path: string
  event: 'add' | 'change' | 'unlink'
}

/**
 * Reports files below these folders that were saved, added or deleted. Editors save in place or by rename (vim, JetBrains, `sed -i`): chokidar
 * watches folders, so it sees both, and what is in new folders. Answers how to stop, once it watches.
 */
export function watchSources(
  folders: string[],
  report: { changed: (changes: Change[]) => void; failed: (error: unknown) => void },
): Promise<() => void> {
  const changed = new Map<string, Change>()
  let waiting: NodeJS.Timeout | undefined
  const flush = () => {
    const changes = [...changed.values()]
    changed.clear()
    report.changed(changes)
  }
  const watcher = watch(folders, {
    ignoreInitial: true,
    ignored: (path) => basename(path) === 'node_modules' || basename(path).startsWith('.'),
  })
  for (const event of ['add', 'change', 'unlink'] as const) {
    watcher.on(event, (path) => {
      if (!SOURCE.test(path) || TEST.test(path)) return
      // A new file that is written on is still new.
      const isNew = event === 'change' && changed.get(path)?.event === 'add'
      changed.set(path, { path, event: isNew ? 'add' : event })
      clearTimeout(waiting)
      waiting = setTimeout(flush, QUIET_MS)
    })
  }
  watcher.on('error', report.failed)
  return new Promise((resolve) => {
    watcher.on('ready', () =>
      resolve(() => {
        clearTimeout(waiting)
        void watcher.close()
      }),
    )
  })
}
