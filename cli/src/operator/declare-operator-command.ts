import { printable } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import {
  BadUsage,
  type Command,
  type Declaration,
  declareCommand,
  type Line,
  type Option,
} from '../command/declare-command.ts'
import { type Column, formatTable } from '../command/format-table.ts'
import { jsonLine } from '../command/json-line.ts'
import type { ControlPlane } from './control-plane.ts'
import { readOperatorTarget } from './operator-target.ts'
import type { Found } from './read-list.ts'

const OPERATOR_OPTIONS = {
  json: { help: 'an object a line' },
  deployed: { value: 'FILE', help: 'the endpoints file of stacks on AWS' },
} as const

/** What commands that show a list take. */
export const LIST_OPTIONS = {
  limit: { value: 'N', default: '100', help: 'so many at most' },
  cursor: { value: 'C', help: 'goes on where a list before ended' },
} as const

/** A command's line, the API that it asks, and what it shows. */
export interface OperatorLine<O extends Record<string, Option>> extends Line<O> {
  api: ControlPlane
  controlPlaneApi: string
  json: boolean
  /** Columns of the terminal. */
  width: number
}

/** A command that asks the control plane's API as an operator, who is asked to sign in where no session is kept. */
export function declareOperatorCommand<const O extends Record<string, Option>>(
  declaration: Omit<Declaration<O>, 'run'> & { run(line: OperatorLine<O>): Promise<void> },
): Command {
  return declareCommand<O & typeof OPERATOR_OPTIONS>({
    ...declaration,
    options: { ...declaration.options, ...OPERATOR_OPTIONS },
    async run({ values, args }, env) {
      const { json, deployed } = values as { json: boolean; deployed?: string }
      const target = readOperatorTarget(env, deployed)
      // Loaded here: Amplify would slow every other command down.
      const { operatorSession } = await import('./operator-session.ts')
      const { controlPlane } = await import('./control-plane.ts')
      const { sessionFile } = await import('./session-file.ts')
      const { openTerminal } = await import('./terminal.ts')
      const session = operatorSession(target, sessionFile(env, target, deployed !== undefined), openTerminal())
      const { controlPlaneApi } = target
      const api = controlPlane(controlPlaneApi, session)
      const width = Math.max(NARROWEST, process.stdout.columns ?? NARROWEST)
      await declaration.run({ values: values as Line<O>['values'], args, api, controlPlaneApi, json, width })
    },
  })
}

const NARROWEST = 80

/** The number of an option. */
export function readCount(option: string, text: string, most: number): number {
  const count = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN
  if (count <= most) return count
  throw new BadUsage(`--${option} ${text} is no whole number from 1 to ${most}.`)
}

/** One of what an option can be. */
export function readChoice<const T extends string>(
  option: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  const chosen = choices.find((one) => one === text)
  if (text === undefined || chosen !== undefined) return chosen
  throw new BadUsage(`--${option} ${text} is none of ${choices.join(', ')}.`)
}

type Shown = Pick<OperatorLine<never>, 'json' | 'width'>

/** Shows a list: a line of JSON for each item, or a table; and how it goes on, on stderr. */
export function showList<T>({ items, nextCursor }: Found<T>, columns: readonly Column<T>[], shown: Shown): void {
  showRows(items, columns, shown)
  if (nextCursor !== null) console.error(printable(`There are more: --cursor ${nextCursor}`))
}

export function showRows<T>(rows: readonly T[], columns: readonly Column<T>[], { json, width }: Shown): void {
  if (json) for (const row of rows) console.log(jsonLine(row))
  else if (rows.length > 0) console.log(formatTable(columns, rows, width))
  else console.error('There is nothing to show.')
}
