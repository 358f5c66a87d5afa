/** A call of an intrinsic function, and what may stand in it. */
export type Expression =
  | { call: string; arguments: Expression[] }
  | { path: string }
  /** A text as it is written, with its backslashes. */
  | { text: string }
  | { literal: number | boolean | null }

export const isIntrinsic = (expression: string): boolean => expression.startsWith('States.')

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html – up to ten calls in one another. */
const MAX_DEPTH = 10

const CALL = /States\.\w+/y
const TEXT = /'((?:\\.|[^'\\])*)'/sy
const LITERAL = /(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=\s*[,)])/y
/** To the comma or the bracket that ends the argument; what stands in brackets or quotes belongs to the path. */
const PATH =
  /\$(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\[(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^\]'"])*\]|\([^()]*\)|[^,()[\]'"])*/sy

/** Reads `States.Format('{}', $.a)`; null when it is no call of a function. */
export function parseIntrinsic(source: string): Expression | null {
  let at = 0
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    if (match) at = pattern.lastIndex
    return match
  }
  const skip = (token: string): boolean => {
    read(/\s*/y)
    const found = source.startsWith(token, at)
    if (found) at += token.length
    read(/\s*/y)
    return found
  }
  const parseCall = (depth: number): Expression | null => {
    const call = read(CALL)?.[0]
    if (call === undefined || depth > MAX_DEPTH || !skip('(')) return null
    const parsed: Expression[] = []
    if (skip(')')) return { call, arguments: parsed }
    do {
      const argument = parseArgument(depth)
      if (!argument) return null
      parsed.push(argument)
    } while (skip(','))
    return skip(')') ? { call, arguments: parsed } : null
  }
  const parseArgument = (depth: number): Expression | null => {
    const text = read(TEXT)?.[1]
    if (text !== undefined) return { text }
    const literal = read(LITERAL)?.[0]
    if (literal !== undefined) return { literal: JSON.parse(literal) }
    const path = read(PATH)?.[0]
    if (path !== undefined) return { path: path.trim() }
    return parseCall(depth + 1)
  }
  const expression = parseCall(1)
  return at === source.length ? expression : null
}

/** The paths that a call reads. */
export function pathsOf(expression: Expression): string[] {
  if ('path' in expression) return [expression.path]
  return 'call' in expression ? expression.arguments.flatMap(pathsOf) : []
}
