import type { Ids } from '../../core/ids.ts'
import { StateError } from '../state-error.ts'
import { FUNCTIONS } from './functions.ts'
import type { Expression } from './parse-intrinsic.ts'

/** The value of a call; `lookUp` gives those of its paths. */
export function callIntrinsic(expression: Expression, lookUp: (path: string) => unknown, ids: Ids): unknown {
  if ('path' in expression) return lookUp(expression.path)
  if ('literal' in expression) return expression.literal
  if ('text' in expression) return unescaped(expression.text)
  const { call, arguments: given } = expression
  const run = Object.hasOwn(FUNCTIONS, call) ? FUNCTIONS[call] : undefined
  const fail = (reason: string) => new StateError('States.IntrinsicFailure', `${call}: ${reason}`)
  if (!run) throw fail('there is no such intrinsic function')
  const [first] = given
  // The braces of a template that stands in the call may be escaped: those are no places to fill.
  const places = call === 'States.Format' && first && 'text' in first ? placesOf(first.text).map(unescaped) : undefined
  const values = given.map((argument) => callIntrinsic(argument, lookUp, ids))
  return run(values, { fail, ids, ...(places && { places }) })
}

/** What stands between the `{}` of a template. */
const placesOf = (template: string): string[] => {
  const parts = ['']
  for (const [token] of template.matchAll(/\\.|\{\}|./gs)) {
    if (token === '{}') parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts
}

/** `\'`, `\{`, `\}` and `\\` stand for what follows the backslash; no other backslash may stand alone. */
function unescaped(text: string): string {
  return text.replace(/\\(.?)/gs, (_, character: string) => {
    if (/['{}\\]/.test(character)) return character
    throw new StateError('States.Runtime', `An open escape backslash in the intrinsic function's text '${text}'`)
  })
}
