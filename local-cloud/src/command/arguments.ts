import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `Usage: tenantry-local <cloud assembly> [options]

Runs the stacks of a CDK cloud assembly (the folder that \`cdk synth\` writes) on this machine, on loopback only.

  --data-dir <folder>                 where everything is kept; .tenantry-local by default
  --port <port>                       of the AWS APIs and of API stages; 4566 by default, 0 takes a free one
  --trace-sampling <share>            of traces that X-Ray keeps, from 0 to 1; by default AWS's rule, which is the first each
                                      second and five percent of the others
  --parameter <stack>:<name>=<value>  a template's parameter; may be repeated
  --help`

export interface Arguments {
  assembly: string
  dataDir: string
  port: number
  /** Undefined for AWS's rule. */
  traceSampling: number | undefined
  /** By stack name. */
  parameters: Record<string, Record<string, string>>
}

/** Throws an Error that says what is wrong; 'help' when only the usage is wanted. */
export function parseArguments(args: string[]): Arguments | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string', default: '.tenantry-local' },
      port: { type: 'string', default: '4566' },
      'trace-sampling': { type: 'string' },
      parameter: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const [assembly, ...more] = positionals
  if (assembly === undefined || more.length > 0) throw new Error('Name one cloud assembly.')
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port ${values.port} is no port number.`)
  return {
    assembly: resolve(assembly),
    dataDir: resolve(values['data-dir']),
    port,
    traceSampling: shareOf(values['trace-sampling']),
    parameters: parametersOf(values.parameter),
  }
}

function shareOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const share = Number(text)
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new Error(`--trace-sampling ${text} is no share from 0 to 1.`)
  return share
}

function parametersOf(given: string[]): Arguments['parameters'] {
  const parameters: Arguments['parameters'] = {}
  for (const text of given) {
    const [, stack, name, value = ''] = /^([^:]+):([^=]+)=(.*)$/s.exec(text) ?? []
    if (!stack || !name) throw new Error(`--parameter ${text} is not of the form <stack>:<name>=<value>.`)
    parameters[stack] = { ...parameters[stack], [name]: value }
  }
  return parameters
}
