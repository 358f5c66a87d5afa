import { invalidPattern } from './invalid-pattern.ts'

type Test = (event: unknown) => boolean

/** A test of an event, and texts without which no event passes it: what JSON writes as it stands. */
interface Part {
  test: Test
  words: string[]
}

/** Neither what JSON escapes nor what may be a number, which it writes in several ways. */
const PLAIN = /^(?![\d.e+-]*$)[\w.:@+-]+$/i

const TOKEN =
  /\s*(?:(&&|\|\||[()])|(\$(?:\.[\w@-]+|\["[^"]+"\]|\[\d+\])+)|(<=|>=|!=|=|<|>)|"((?:[^"\\]|\\.)*)"|([^\s()=<>!&|"]+))/y

type Token = { kind: 'mark' | 'selector' | 'operator' | 'string' | 'word'; text: string }

/** The inside of `{ … }`: comparisons of selectors, joined by `&&`, `||` and parentheses. */
export function jsonFilter(source: string): Part {
  const tokens = tokenize(source.trim())
  let at = 0
  const peek = () => tokens[at]
  const next = (): Token => {
    const token = tokens[at++]
    if (!token) throw invalidPattern()
    return token
  }
  const chain = (mark: string, part: () => Part, join: (parts: Part[]) => Part): Part => {
    const parts = [part()]
    while (peek()?.text === mark && peek()?.kind === 'mark') {
      at++
      parts.push(part())
    }
    return parts.length === 1 && parts[0] ? parts[0] : join(parts)
  }
  const or = (): Part =>
    chain('||', and, (parts) => ({ test: (event) => parts.some(({ test }) => test(event)), words: [] }))
  const and = (): Part =>
    chain('&&', term, (parts) => ({
      test: (event) => parts.every(({ test }) => test(event)),
      words: parts.flatMap(({ words }) => words),
    }))
  const term = (): Part => {
    const token = next()
    if (token.text === '(' && token.kind === 'mark') {
      const inner = or()
      if (next().text !== ')') throw invalidPattern()
      return inner
    }
    if (token.kind !== 'selector') throw invalidPattern()
    const read = selector(token.text)
    const operator = next()
    if (operator.kind === 'word')
      return { test: state(read, `${operator.text} ${next().text}`.toUpperCase()), words: [] }
    if (operator.kind !== 'operator') throw invalidPattern()
    const value = next()
    if (value.kind !== 'string' && value.kind !== 'word') throw invalidPattern()
    return comparison(read, operator.text, value)
  }
  const whole = or()
  if (at < tokens.length) throw invalidPattern()
  return whole
}

function tokenize(source: string): Token[] {
  const kinds = ['mark', 'selector', 'operator', 'string', 'word'] as const
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source)
    if (!match) throw invalidPattern()
    const index = match.slice(1).findIndex((group) => group !== undefined)
    const kind = kinds[index]
    if (!kind) throw invalidPattern()
    tokens.push({ kind, text: match[index + 1] ?? '' })
  }
  return tokens
}

function selector(path: string): (event: unknown) => unknown {
  const steps = [...path.matchAll(/\.([\w@-]+)|\["([^"]+)"\]|\[(\d+)\]/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )
  return (event) =>
    steps.reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string, unknown>)[step]
          : undefined,
      event,
    )
}

function state(read: (event: unknown) => unknown, words: string): Test {
  if (words === 'IS NULL') return (event) => read(event) === null
  if (words === 'IS TRUE') return (event) => read(event) === true
  if (words === 'IS FALSE') return (event) => read(event) === false
  if (words === 'NOT EXISTS') return (event) => read(event) === undefined
  throw invalidPattern()
}

function comparison(read: (event: unknown) => unknown, operator: string, value: Token): Part {
  const number = value.kind === 'word' && Number.isFinite(Number(value.text)) ? Number(value.text) : null
  if (number === null) {
    if (operator !== '=' && operator !== '!=') throw invalidPattern()
    const parts = value.text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const pattern = new RegExp(`^${parts.join('[^]*')}$`)
    return {
      test: (event) => {
        const found = read(event)
        return found !== undefined && pattern.test(String(found)) === (operator === '=')
      },
      words: operator === '=' ? value.text.split('*').filter((part) => PLAIN.test(part)) : [],
    }
  }
  const test: Test = (event) => {
    const found = read(event)
    if (typeof found !== 'number') return operator === '!=' && found !== undefined
    switch (operator) {
      case '=':
        return found === number
      case '!=':
        return found !== number
      case '<':
        return found < number
      case '<=':
        return found <= number
      case '>':
        return found > number
      default:
        return found >= number
    }
  }
  return { test, words: [] }
}
