import { resolve } from 'node:path'
import type { Pace } from '@tenantry/local-cloud/apigateway/paced.ts'
import { type System, type SystemOptions, startSystem } from './system.ts'
import { dataFolder } from './target.ts'

export interface Meanwhile {
  /** Begins once the system serves, and answers how to end what it began. */
  begin?: (system: System) => () => void
  logged?: SystemOptions['logged']
}

/** Runs the whole system in the foreground until Ctrl-C. */
export async function foreground(
  env: NodeJS.ProcessEnv,
  { begin = () => () => {}, logged }: Meanwhile = {},
): Promise<number> {
  const began = performance.now()
  const dataDir = dataFolder(env)
  const stop = new Promise<void>((stopped) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopped())
  })
  try {
    const system = await startSystem({
      dataDir,
      webPort: port(env, 'TENANTRY_PORT', 4700),
      awsPort: port(env, 'TENANTRY_AWS_PORT', 4566),
      env,
      controlPlanePace: pace(env),
      // The bill is made at once here, so costs are to be seen within minutes.
      controlPlaneParameters: { CostsSchedule: 'rate(2 minutes)' },
      phase: (name, milliseconds) => console.log(`  ${seconds(milliseconds)}  ${name}`),
      log: (line) => console.error(line),
      logged,
    })
    const { web, console: operatorConsole, controlPlaneApi, aws, outbox, operator } = system.endpoints
    console.log(`  ${seconds(performance.now() - began)}  ready

  Start here         ${web}
  Operator console   ${operatorConsole}
  Control plane API  ${controlPlaneApi}
  AWS APIs           ${aws}
  Outbox             ${outbox}
  Operator           ${operator.username}
  Everything else    ${resolve(dataDir, 'endpoints.json')}

  Ctrl-C stops.`)
    const end = begin(system)
    await stop
    end()
    await system.close()
    return 0
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

function port(env: NodeJS.ProcessEnv, name: string, standard: number): number {
  const text = env[name]
  if (!text) return standard
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value < 65536) return value
  throw new Error(`${name} is "${text}"; it must be a port number between 0 and 65535.`)
}

function pace({ TENANTRY_CONTROL_PLANE_PACE: text = 'unlimited' }: NodeJS.ProcessEnv): Pace {
  if (text === 'aws' || text === 'unlimited') return text
  throw new Error(`TENANTRY_CONTROL_PLANE_PACE is "${text}"; it must be "aws" or "unlimited".`)
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`.padStart(8)
