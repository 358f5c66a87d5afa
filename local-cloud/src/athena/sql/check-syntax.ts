import { unsupportedHere, userFailure } from '../errors.ts'
import { SUPPORTED_FUNCTIONS } from './supported-functions.ts'
import { isSyntax, type Syntax, textOf, walk } from './syntax-tree.ts'

/** What Trino does not have, or has otherwise. */
const REFUSED_TYPES = new Map([
  ['SHOW_REF', 'DESCRIBE and SHOW in a query'],
  ['PIVOT', 'PIVOT'],
  ['RECURSIVE_CTE_NODE', 'recursive queries'],
  ['POSITIONAL_REFERENCE', 'columns by their numbers'],
])

/** Throws for what is not here, or would be something else in Trino. The query's rows cannot come from anywhere but the catalogue's tables. */
export function checkSyntax(tree: Syntax): void {
  for (const part of walk(tree)) {
    const type = textOf(part, 'type')
    const refused = REFUSED_TYPES.get(type)
    if (refused !== undefined) throw unsupportedHere(refused)
    if (type === 'TABLE_FUNCTION') {
      const called = isSyntax(part.function) ? textOf(part.function, 'function_name').toLowerCase() : ''
      if (called !== 'unnest') throw userFailure(`FUNCTION_NOT_FOUND: Table function ${called} not registered`)
    } else if (part.class === 'FUNCTION' || part.class === 'WINDOW') checkFunction(part)
    else if (part.class === 'COLUMN_REF') checkColumn(part)
    else if (part.class === 'PARAMETER') throw userFailure('INVALID_PARAMETER_USAGE: Incorrect number of parameters')
  }
}

/** Functions that are written without brackets: of time, which is the cloud's and not the engine's, and of who asks. */
const BARE = /^(current_|local)(date|time|timestamp|user|catalog|schema|path)$/

function checkColumn({ column_names: names }: Syntax): void {
  if (Array.isArray(names) && names.length === 1 && BARE.test(String(names[0]).toLowerCase()))
    throw unsupportedHere(`the function ${names[0]} in a query`)
}

function checkFunction(part: Syntax): void {
  const name = textOf(part, 'function_name').toLowerCase()
  if (SUPPORTED_FUNCTIONS.has(name) || name === 'unnest') return
  if (/^\/|%$/.test(name)) throw unsupportedHere(`the operator ${name} in a query: engines divide in their own ways`)
  throw unsupportedHere(`the function ${name} in a query`)
}
