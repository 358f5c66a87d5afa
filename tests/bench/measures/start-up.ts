import { rmSync } from 'node:fs'
import { withLoad } from '../processor.ts'
import { type Host, startHost } from '../start-host.ts'

/** Starts on an empty data folder, and again on what that left; gives the second system. */
export async function startUp(dataDir: string, execArgv: string[] = []): Promise<{ host: Host; figures: object }> {
  rmSync(dataDir, { recursive: true, force: true })
  const first = await withLoad(async () => {
    const host = await startHost(dataDir)
    await host.close()
    return { milliseconds: host.phases, sum: sum(host) }
  })
  let host: Host | undefined
  const again = await withLoad(async () => {
    host = await startHost(dataDir, execArgv)
    return { milliseconds: host.phases, sum: sum(host) }
  })
  if (!host) throw new Error('The second start gave no system.')
  return { host, figures: { first, again } }
}

const sum = ({ phases }: Host): number => Object.values(phases).reduce((a, b) => a + b, 0)
