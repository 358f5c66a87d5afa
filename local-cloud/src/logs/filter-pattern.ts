import { Unsupported } from '../core/aws-error.ts'
import { invalidPattern } from './invalid-pattern.ts'
import { jsonFilter } from './json-filter.ts'

export interface FilterPattern {
  matches(message: string): boolean
  /** No message matches without each of them; JSON may have some of their characters as `\u` escapes. */
  words: string[]
}

/**
 * Compiles a filter pattern to a test of one message: terms and `{ $.field = "x" }`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(pattern: string): FilterPattern {
  const text = pattern.trim()
  if (text === '' || text === '" "') return { matches: () => true, words: [] }
  if (text.startsWith('{')) {
    if (!text.endsWith('}')) throw invalidPattern()
    const { test, words } = jsonFilter(text.slice(1, -1))
    const matches = (message: string) => {
      const event = parseMessage(message)
      return event !== undefined && test(event)
    }
    return { matches, words }
  }
  if (text.startsWith('[')) throw new Unsupported('space-delimited filter patterns of CloudWatch Logs')
  if (/(^|\s)[?-]?%/.test(text)) throw new Unsupported('regular expressions in filter patterns of CloudWatch Logs')
  return termFilter(text)
}

/** `a "b c"`: all of them; `?a ?b`: one of them; `-a`: none of these. Upper and lower case differ. */
function termFilter(text: string): FilterPattern {
  const all: string[] = []
  const any: string[] = []
  const none: string[] = []
  for (const [, sign, quoted, plain] of text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g)) {
    const term = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1')
    const list = sign === '?' ? any : sign === '-' ? none : all
    list.push(term)
  }
  const matches = (message: string) =>
    all.every((term) => message.includes(term)) &&
    !none.some((term) => message.includes(term)) &&
    // Together with other terms AWS ignores `?` terms.
    (any.length === 0 || all.length + none.length > 0 || any.some((term) => message.includes(term)))
  return { matches, words: all }
}

function parseMessage(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
