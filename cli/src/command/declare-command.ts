import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { printable } from '@tenantry/local-cloud/command/logs/format-entry.ts'

/** An option of a command, as its usage shows it. */
export interface Option {
  /** What follows it, for example `FILE`; a switch has none. */
  value?: string
  default?: string
  /** What it is for. */
  help: string
}
type Options = Record<string, Option>

type ValueOf<O extends Option> = O extends { value: string }
  ? O extends { default: string }
    ? string
    : string | undefined
  : boolean

export interface Line<O extends Options> {
  values: { [Name in keyof O]: ValueOf<O[Name]> }
  /** What is no option, in its order. */
  args: string[]
}

export interface Declaration<O extends Options> {
  name: string
  /** What it does, in a sentence or two. */
  about: string
  /** Arguments that are no options, as the usage shows them: `<id>` must be there, `[id]` may, and of `[id…]` any number. */
  args?: readonly string[]
  options: O
  /** More to say, below the options. */
  more?: string
  /** May answer how the command ends, where another program does its work. */
  run(line: Line<O>, env: NodeJS.ProcessEnv): Promise<number> | Promise<void>
}

export type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>

/** What was typed makes no sense: the message says what, and the usage follows. */
export class BadUsage extends Error {}

/** A command: 0 when it did its work or showed its usage, 1 when it could not do it, 2 when the line makes no sense. */
export function declareCommand<const O extends Options>(declaration: Declaration<O>): Command {
  const usage = usageOf(declaration)
  return async (args, env) => {
    try {
      const line = readLine(declaration, args)
      if (line !== null) return (await declaration.run(line, env)) ?? 0
      console.log(usage)
      return 0
    } catch (error) {
      const message = showable(error instanceof Error ? error.message : String(error))
      console.error(error instanceof BadUsage ? `${message}\n\n${usage}` : message)
      return error instanceof BadUsage ? 2 : 1
    }
  }
}

/** What an API answered may be in it, and must not steer the terminal. */
const showable = (message: string): string => message.split('\n').map(printable).join('\n')

/** Null when help is asked for. */
function readLine<O extends Options>({ args: expected = [], options }: Declaration<O>, args: string[]): Line<O> | null {
  const { values, positionals } = parsed(args, { ...configOf(options), help: { type: 'boolean' } })
  if (values.help) return null
  const least = expected.filter((name) => name.startsWith('<')).length
  if (positionals.length > expected.length && !expected.at(-1)?.endsWith('…]'))
    throw new BadUsage(`"${positionals[expected.length]}" belongs to no option.`)
  if (positionals.length < least) throw new BadUsage(`${expected[positionals.length]} is missing.`)
  return { values: values as Line<O>['values'], args: positionals }
}

function parsed(args: string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new BadUsage(error instanceof Error ? error.message : String(error))
  }
}

const configOf = (options: Options): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries(options).map(([name, { value, default: usual }]) => [
      name,
      value === undefined
        ? { type: 'boolean', default: false }
        : { type: 'string', ...(usual !== undefined && { default: usual }) },
    ]),
  )

const WIDTH = 100

function usageOf({ name, about, args = [], options, more }: Declaration<Options>): string {
  const spelt = Object.entries(options).map(([option, { value }]) => `--${option}${value ? ` ${value}` : ''}`)
  const head = [`tenantry ${name}`]
  for (const part of [...args, ...spelt.map((option) => `[${option}]`)]) {
    const last = head.at(-1) ?? ''
    if (last.length + part.length < WIDTH) head[head.length - 1] = `${last} ${part}`
    else head.push(`${' '.repeat(`tenantry ${name}`.length)} ${part}`)
  }
  const widest = Math.max(...spelt.map(({ length }) => length))
  const lines = Object.values(options).map(
    ({ help, default: usual }, n) =>
      `  ${(spelt[n] ?? '').padEnd(widest)}   ${help}${usual ? `; default ${usual}` : ''}`,
  )
  return [...head, '', ...indented(about), ...lines, ...(more ? ['', ...indented(more)] : [])].join('\n')
}

const indented = (text: string): string[] => text.split('\n').map((line) => `  ${line}`)
