import { type AwsError, Unsupported } from '../../core/aws-error.ts'
import { validationError } from '../errors.ts'
import type { MathExpression, Operator } from './expression.ts'

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(<=|>=|==|!=|&&|\|\||[-+*/^<>()[\],])|(["'].*))/y
/** From the loosest on. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax */
const LEVELS: Record<string, Operator>[] = [
  { OR: 'OR', '||': 'OR' },
  { AND: 'AND', '&&': 'AND' },
  { '==': '==', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
]

/** Throws ValidationError for what is no expression, and Unsupported for what is none here. */
export function parseExpression(text: string): MathExpression {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const take = (expected?: string): string => {
    const token = tokens[at]
    if (token === undefined || (expected !== undefined && token !== expected)) throw malformed(text)
    at++
    return token
  }
  const list = (close: string): MathExpression[] => {
    const items = [level(0)]
    while (peek() === ',') {
      take()
      items.push(level(0))
    }
    take(close)
    return items
  }

  function level(depth: number): MathExpression {
    const operators = LEVELS[depth]
    if (!operators) return unary()
    let left = level(depth + 1)
    for (let token = peek(); token !== undefined && Object.hasOwn(operators, token); token = peek()) {
      take()
      left = { kind: 'binary', operator: operators[token] as Operator, left, right: level(depth + 1) }
    }
    return left
  }

  function unary(): MathExpression {
    if (peek() !== '-') return primary()
    take()
    return { kind: 'negated', of: unary() }
  }

  function primary(): MathExpression {
    const token = take()
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) }
    if (token === '(') {
      const inside = level(0)
      take(')')
      return inside
    }
    if (token === '[') return { kind: 'list', items: list(']') }
    if (!/^\w/.test(token)) throw malformed(text)
    if (peek() === '(') return call(token)
    if (/^[a-z]/.test(token)) return { kind: 'id', id: token }
    throw malformed(text)
  }

  function call(name: string): MathExpression {
    take('(')
    if (name === 'METRICS') {
      if (peek() !== ')') throw new Unsupported('METRICS with a filter in metric math')
      take(')')
      return { kind: 'metrics' }
    }
    if (name === 'FILL') {
      const of = level(0)
      take(',')
      const value = fillValue()
      take(')')
      return { kind: 'fill', of, value }
    }
    if (name !== 'SUM' && name !== 'IF') throw new Unsupported(`the function ${name} of metric math`)
    const [first, second, third, ...more] = list(')')
    if (name === 'SUM' && first && !second) return { kind: 'sum', of: first }
    if (name === 'IF' && first && second && more.length === 0)
      return { kind: 'if', condition: first, yes: second, no: third ?? null }
    throw malformed(text)
  }

  function fillValue(): MathExpression | 'REPEAT' {
    if (peek() === 'LINEAR') throw new Unsupported('FILL with LINEAR in metric math')
    if (peek() !== 'REPEAT') return level(0)
    take()
    return 'REPEAT'
  }

  const expression = level(0)
  if (at < tokens.length) {
    if (peek() === '^') throw new Unsupported('the operator ^ of metric math')
    throw malformed(text)
  }
  return expression
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex
    const [, number, word, operator, quoted] = TOKEN.exec(text) ?? []
    const token = number ?? word ?? operator ?? quoted
    if (token === undefined) throw malformed(text.slice(from).trim())
    tokens.push(token)
    if (quoted !== undefined) break
  }
  return tokens
}

const malformed = (text: string): AwsError => validationError(`Error in expression "${text}": Syntax error.`)
