import { BlockList, isIP, isIPv4 } from 'node:net'
import { malformedPolicy } from './malformed-policy.ts'
import { matchArn } from './match-arn.ts'
import { matchText } from './match-text.ts'
import type { Matches } from './policy.ts'

interface Operator {
  /** The condition holds when no value of the policy matches; a key that is missing from the request satisfies it. */
  negated: boolean
  /** The comparison with one value of the policy. Throws for a value that the operator cannot take. */
  compile(value: string, variables: boolean): Matches
}

/**
 * The comparison operators; qualifiers and `IfExists` are around them (compile-condition.ts), and so is `Null`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS = new Map<string, Operator>([
  ...both('StringEquals', 'StringNotEquals', (value, variables) => matchText(value, { wildcards: false, variables })),
  ...both('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', (value, variables) =>
    matchText(value, { wildcards: false, variables }, true),
  ),
  ...both('StringLike', 'StringNotLike', (value, variables) => matchText(value, { wildcards: true, variables })),
  ...both('ArnEquals', 'ArnNotEquals', matchArn),
  ...both('ArnLike', 'ArnNotLike', matchArn),
  ...both('IpAddress', 'NotIpAddress', ipRange),
  ...ordered('Numeric', number),
  ...ordered('Date', date),
  ['Bool', { negated: false, compile: bool }],
  ['BinaryEquals', { negated: false, compile: binary }],
])

function both(name: string, opposite: string, compile: Operator['compile']): [string, Operator][] {
  return [
    [name, { negated: false, compile }],
    [opposite, { negated: true, compile }],
  ]
}

function ordered(type: string, parse: (text: string) => number | null): [string, Operator][] {
  const comparing =
    (compare: (a: number, b: number) => boolean): Operator['compile'] =>
    (text) => {
      const bound = parse(text)
      if (bound === null) throw malformedPolicy(`Invalid ${type} value in a condition: ${text}`)
      return (value) => {
        const parsed = parse(value)
        return parsed !== null && compare(parsed, bound)
      }
    }
  const relation = (name: string, compare: (a: number, b: number) => boolean): [string, Operator] => [
    `${type}${name}`,
    { negated: false, compile: comparing(compare) },
  ]
  return [
    ...both(
      `${type}Equals`,
      `${type}NotEquals`,
      comparing((a, b) => a === b),
    ),
    relation('LessThan', (a, b) => a < b),
    relation('LessThanEquals', (a, b) => a <= b),
    relation('GreaterThan', (a, b) => a > b),
    relation('GreaterThanEquals', (a, b) => a >= b),
  ]
}

function number(text: string): number | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null
}

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/

/** ISO 8601 or seconds since the epoch, as milliseconds. */
function date(text: string): number | null {
  const seconds = number(text)
  if (seconds !== null) return seconds * 1000
  const parsed = ISO_8601.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(parsed) ? null : parsed
}

function bool(text: string): Matches {
  const wanted = text.toLowerCase()
  if (wanted !== 'true' && wanted !== 'false') throw malformedPolicy(`Invalid Bool value in a condition: ${text}`)
  return (value) => value.toLowerCase() === wanted
}

function binary(text: string): Matches {
  const wanted = Buffer.from(text, 'base64')
  if (wanted.toString('base64') !== text) throw malformedPolicy(`Invalid Binary value in a condition: ${text}`)
  return (value) => Buffer.from(value, 'base64').equals(wanted)
}

function ipRange(text: string): Matches {
  const [address = '', bits] = text.split('/')
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  const most = family === 'ipv4' ? 32 : 128
  const prefix = bits === undefined ? most : Number(bits)
  if (!isIP(address) || !/^\d+$/.test(bits ?? '0') || prefix > most) {
    throw malformedPolicy(`Invalid IP address range in a condition: ${text}`)
  }
  const range = new BlockList()
  range.addSubnet(address, prefix, family)
  return (value) => isIP(value) !== 0 && range.check(value, isIPv4(value) ? 'ipv4' : 'ipv6')
}
