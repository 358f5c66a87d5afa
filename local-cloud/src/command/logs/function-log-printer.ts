import type { LoggedLine } from '../../core/faces.ts'
import { formatEntry, type Paint } from './format-entry.ts'
import { readEntry } from './read-entry.ts'

/** Prints what functions log as it is written. Lines wait, in their order, until there is somebody who knows the functions' names. */
export function functionLogPrinter(print: (text: string) => void, paint: Paint) {
  const { promise: names, resolve: nameBy } =
    Promise.withResolvers<(line: Pick<LoggedLine, 'group' | 'stream'>) => Promise<string>>()
  let printed: Promise<unknown> = names
  return {
    nameBy,
    take({ group, stream, timestamp, message }: LoggedLine): void {
      const entry = readEntry(message)
      if (!entry) return
      printed = printed.then(async () => {
        const nameOf = await names
        // A line is worth more than its name.
        const name = await nameOf({ group, stream }).catch(() => group)
        print(formatEntry(timeOf(timestamp), name, entry, paint))
      })
    },
  }
}

/** The laptop's own time of day. */
const timeOf = (timestamp: number): string =>
  `${new Date(timestamp).toLocaleTimeString('sv-SE')}.${String(timestamp % 1000).padStart(3, '0')}`
