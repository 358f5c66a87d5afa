import { statSync } from 'node:fs'

const WIDTH = 30
/** Milliseconds before anything is shown, and between two pictures of it. */
const [PATIENCE, PAUSE] = [1000, 100]

export interface Progress extends Disposable {
  /** Says that so many bytes more were read. */
  add(bytes: number): void
}

/** A progress bar on a terminal, once reading some files takes long; elsewhere a line for each tenth. */
export function showProgress(stream: NodeJS.WriteStream, files: string[], clock = () => performance.now()): Progress {
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0)
  let read = 0
  let shownAt = clock() + PATIENCE - PAUSE
  let shown = ''
  return {
    add(bytes) {
      read += bytes
      const now = clock()
      if (now - shownAt < PAUSE) return
      const share = Math.min(1, read / total)
      const text = stream.isTTY ? bar(share) : `Read ${Math.floor(share * 10) * 10} %\n`
      if (text === shown) return
      shownAt = now
      shown = text
      stream.write(stream.isTTY ? `\r${text}` : text)
    },
    [Symbol.dispose]() {
      if (stream.isTTY && shown) stream.write(`\r${' '.repeat(shown.length)}\r`)
    },
  }
}

function bar(share: number): string {
  const done = Math.floor(share * WIDTH)
  return `Reading [${'#'.repeat(done)}${' '.repeat(WIDTH - done)}] ${String(Math.floor(share * 100)).padStart(3)} %`
}
