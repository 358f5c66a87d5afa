import { AwsError, Unsupported } from '../../core/aws-error.ts'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'CONTAINS' | 'BEGINSWITH' | 'ENDSWITH'
export type Literal = string | number | boolean

/** A filter expression. https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html */
export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; of: Filter }
  | { kind: 'flag'; flag: Flag }
  | { kind: 'number'; keyword: 'responsetime' | 'duration'; comparison: Comparison; value: number }
  /** Without a comparison: whether there is one. */
  | { kind: 'annotation'; key: string; test: { comparison: Comparison; value: Literal } | null }
  | { kind: 'service'; name: string }

const FLAGS = ['ok', 'error', 'throttle', 'fault', 'partial'] as const
export type Flag = (typeof FLAGS)[number]

/** Keywords that X-Ray has and the local cloud has not. */
const OTHERS =
  /^(inferred|first|last|remote|root|coldstart|edge|group|id|json|http\.\w+|user|name|type|message|availabilityzone|instance\.id|resource\.arn|rootcause\..*|aws\..*|useragent|clientip)$/i

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_][\w.:-]*)|(!=|<=|>=|[=<>!()[\]{},]))/y
const ORDER: Comparison[] = ['=', '!=', '<', '<=', '>', '>=']
const TEXT: Comparison[] = ['=', '!=', 'CONTAINS', 'BEGINSWITH', 'ENDSWITH']

/** Throws InvalidRequestException for what is no filter, and Unsupported for what is none here. */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const take = (expected?: string): string => {
    const token = tokens[at]
    if (token === undefined || (expected !== undefined && token !== expected)) throw invalid(text)
    at++
    return token
  }
  const takes = (word: string): boolean => {
    if (peek()?.toUpperCase() !== word) return false
    at++
    return true
  }

  function either(): Filter {
    let left = both()
    while (takes('OR')) left = { kind: 'or', left, right: both() }
    return left
  }

  function both(): Filter {
    let left = single()
    while (takes('AND')) left = { kind: 'and', left, right: single() }
    return left
  }

  function single(): Filter {
    if (takes('!')) return { kind: 'not', of: single() }
    if (takes('(')) {
      const inside = either()
      take(')')
      return inside
    }
    const word = take()
    const flag = FLAGS.find((name) => name === word.toLowerCase())
    if (flag) return { kind: 'flag', flag }
    const keyword = (['responsetime', 'duration'] as const).find((name) => name === word.toLowerCase())
    if (keyword) return { kind: 'number', keyword, comparison: comparison(ORDER), value: number() }
    if (/^annotation$/i.test(word)) {
      take('[')
      const key = take()
      take(']')
      return annotation(key.startsWith('"') ? unquoted(key) : key)
    }
    const key = /^annotation\.(.+)$/i.exec(word)?.[1]
    if (key !== undefined) return annotation(key)
    if (/^service$/i.test(word)) return service()
    if (OTHERS.test(word)) throw new Unsupported(`the keyword ${word} in a filter expression of X-Ray`)
    throw invalid(text)
  }

  function annotation(key: string): Filter {
    const next = peek()?.toUpperCase()
    if (![...ORDER, ...TEXT].some((one) => one === next)) return { kind: 'annotation', key, test: null }
    const token = tokens[at + 1]
    const isText = token?.startsWith('"') === true
    const test = { comparison: comparison(isText ? TEXT : ORDER), value: literal() }
    return { kind: 'annotation', key, test }
  }

  function service(): Filter {
    take('(')
    const name = take()
    if (!name.startsWith('"')) throw new Unsupported('service() without a name in a filter expression of X-Ray')
    take(')')
    if (peek() === '{') throw new Unsupported('a filter inside service() in a filter expression of X-Ray')
    return { kind: 'service', name: unquoted(name) }
  }

  function comparison(allowed: Comparison[]): Comparison {
    const token = take().toUpperCase()
    return allowed.find((one) => one === token) ?? fail()
  }

  function number(): number {
    const token = take()
    return /^-?\d/.test(token) ? Number(token) : fail()
  }

  function literal(): Literal {
    const token = peek() ?? ''
    if (/^(true|false)$/i.test(token)) return take().toLowerCase() === 'true'
    return token.startsWith('"') ? unquoted(take()) : number()
  }

  /** Throws for an escape that there is not, and for a control character. */
  function unquoted(token: string): string {
    try {
      return JSON.parse(token)
    } catch {
      return fail()
    }
  }

  function fail(): never {
    throw invalid(text)
  }

  const filter = either()
  if (at < tokens.length) throw invalid(text)
  return filter
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const token = TOKEN.exec(text)
      ?.slice(1)
      .find((part) => part !== undefined)
    if (token === undefined) throw invalid(text)
    tokens.push(token)
  }
  return tokens
}

const invalid = (text: string): AwsError =>
  new AwsError('InvalidRequestException', `Invalid filter expression: ${text}`)
