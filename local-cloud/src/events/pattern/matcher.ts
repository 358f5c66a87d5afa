import { BlockList, isIP } from 'node:net'
import { invalid, isObject, type Json } from './json.ts'

/** Whether one leaf value of an event matches; `undefined` where the event has no such field. */
export type Matcher = (value: Json | undefined) => boolean

/** One member of a pattern's list: a literal, or one comparison. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export function matcher(key: string, filter: unknown): Matcher {
  if (!isObject(filter)) return literal(key, filter)
  const [entry, ...others] = Object.entries(filter)
  if (!entry || others.length > 0) throw invalid(`${key}: a filter has exactly one operator`)
  const [operator, operand] = entry
  const build = OPERATORS[operator]
  if (!build) throw invalid(`Unrecognized match type ${operator}`)
  return build(operand, key)
}

function literal(key: string, value: unknown): Matcher {
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
    throw invalid(`${key}: match value must be String, number, true, false, or null`)
  }
  return (found) => found === value
}

const OPERATORS: Record<string, ((operand: unknown, key: string) => Matcher) | undefined> = {
  prefix: (operand, key) => affix(operand, key, (found, text) => found.startsWith(text)),
  suffix: (operand, key) => affix(operand, key, (found, text) => found.endsWith(text)),
  'equals-ignore-case': (operand, key) => {
    const text = string(operand, key).toLowerCase()
    return (found) => typeof found === 'string' && found.toLowerCase() === text
  },
  wildcard: (operand, key) => {
    const pattern = wildcard(string(operand, key), key)
    return (found) => typeof found === 'string' && pattern.test(found)
  },
  exists: (operand, key) => {
    if (typeof operand !== 'boolean') throw invalid(`${key}: exists match pattern must be true or false`)
    return (found) => (found !== undefined && !isObject(found)) === operand
  },
  'anything-but': (operand, key) => {
    const listed = Array.isArray(operand) ? operand : [operand]
    const matchers = listed.flatMap((one) =>
      isObject(one) && Array.isArray(Object.values(one)[0])
        ? (Object.values(one)[0] as unknown[]).map((text) => matcher(key, { [Object.keys(one)[0] ?? '']: text }))
        : [matcher(key, one)],
    )
    return (found) => found !== undefined && !isObject(found) && !matchers.some((one) => one(found))
  },
  numeric: (operand, key) => {
    const tests = comparisons(operand, key)
    return (found) => typeof found === 'number' && tests.every((test) => test(found))
  },
  cidr: (operand, key) => {
    const [network = '', bits = ''] = string(operand, key).split('/')
    const family = isIP(network)
    if (family === 0 || !/^\d+$/.test(bits)) throw invalid(`${key}: malformed CIDR`)
    const range = new BlockList()
    range.addSubnet(network, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
    return (found) =>
      typeof found === 'string' && isIP(found) !== 0 && range.check(found, isIP(found) === 6 ? 'ipv6' : 'ipv4')
  },
}

function affix(operand: unknown, key: string, test: (found: string, text: string) => boolean): Matcher {
  if (isObject(operand)) {
    const text = string(operand['equals-ignore-case'], key).toLowerCase()
    return (found) => typeof found === 'string' && test(found.toLowerCase(), text)
  }
  const text = string(operand, key)
  return (found) => typeof found === 'string' && test(found, text)
}

const COMPARE: Record<string, ((a: number, b: number) => boolean) | undefined> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function comparisons(operand: unknown, key: string): ((found: number) => boolean)[] {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw invalid(`${key}: numeric match needs one or two pairs of operator and number`)
  }
  return Array.from({ length: operand.length / 2 }, (_, i) => {
    const compare = COMPARE[String(operand[2 * i])]
    const limit = operand[2 * i + 1]
    if (!compare || typeof limit !== 'number') throw invalid(`${key}: unrecognized numeric match`)
    return (found) => compare(found, limit)
  })
}

function wildcard(text: string, key: string): RegExp {
  if (text.includes('**')) throw invalid(`${key}: consecutive wildcard characters`)
  const parts = text
    .split(/(?<!\\)\*/)
    .map((part) => part.replace(/\\([*\\])/g, '$1').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`)
}

function string(operand: unknown, key: string): string {
  if (typeof operand !== 'string') throw invalid(`${key}: the operator takes a string`)
  return operand
}
