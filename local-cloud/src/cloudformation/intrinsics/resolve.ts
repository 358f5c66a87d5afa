import { Unsupported } from '../../core/aws-error.ts'
import { base64 } from './base64.ts'
import { findInMap } from './find-in-map.ts'
import { getAtt } from './get-att.ts'
import { ifFunction } from './if.ts'
import { importValue } from './import-value.ts'
import { type Intrinsic, NO_VALUE, type Scope, templateError } from './intrinsic.ts'
import { join } from './join.ts'
import { ref } from './ref.ts'
import { select } from './select.ts'
import { split } from './split.ts'
import { sub } from './sub.ts'
import { toJsonString } from './to-json-string.ts'

/** The functions of resources and outputs. A function that is not in the list fails the deployment by name. */
export const intrinsics: Intrinsic[] = [
  ref,
  getAtt,
  sub,
  join,
  select,
  split,
  ifFunction,
  findInMap,
  importValue,
  base64,
  toJsonString,
]

/** Evaluates a value of a template, from the outside in: a function evaluates its own arguments. */
export function resolver(functions: Intrinsic[], scope: Omit<Scope, 'resolve'>): Scope {
  const byName = new Map(functions.map((intrinsic) => [intrinsic.name, intrinsic]))
  const complete: Scope = { ...scope, resolve }
  return complete

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((element) => element !== NO_VALUE)
    if (typeof value !== 'object' || value === null) return plain(value)
    const call = functionCall(value, byName)
    if (call) {
      call.intrinsic.check?.(call.argument, complete)
      return call.intrinsic.evaluate(call.argument, complete)
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, member]) => [key, resolve(member)] as const)
        .filter(([, member]) => member !== NO_VALUE),
    )
  }
}

/** Whether a condition holds; undefined before the parameters are known. */
export type Holds = (condition: string) => boolean | undefined

/** Every logical name, parameter and pseudo parameter that a value depends on. A branch of Fn::If counts when it is known to be taken. */
export function references(value: unknown, holds: Holds): Set<string> {
  const found = new Set<string>()
  visit(value)
  return found

  function visit(part: unknown): void {
    if (typeof part !== 'object' || part === null) return
    for (const [key, member] of Object.entries(part)) {
      for (const name of intrinsics.find((intrinsic) => intrinsic.name === key)?.references?.(member) ?? [])
        found.add(name)
      visit(key === ifFunction.name && Array.isArray(member) ? takenBranch(member) : member)
    }
  }

  function takenBranch([condition, yes, no]: unknown[]): unknown {
    const held = holds(String(condition))
    return held === undefined ? undefined : held ? yes : no
  }
}

/** Whether a value is a call of a function, known or not. */
export const isFunctionCall = (value: object): boolean =>
  Object.keys(value).some((key) => key.startsWith('Fn::')) ||
  (Object.keys(value).length === 1 && intrinsics.some(({ name }) => Object.hasOwn(value, name)))

/** Every call of one of the functions in a value, those in arguments too. One that is not supported here is refused by name. */
export function functionCalls(value: unknown, functions: Intrinsic[]): FunctionCall[] {
  const byName = new Map(functions.map((intrinsic) => [intrinsic.name, intrinsic]))
  const visit = (part: unknown): FunctionCall[] => {
    if (typeof part !== 'object' || part === null) {
      plain(part)
      return []
    }
    const call = Array.isArray(part) ? undefined : functionCall(part, byName)
    return call ? [call, ...visit(call.argument)] : Object.values(part).flatMap(visit)
  }
  return visit(value)
}

/** The call that a value is, if it is one. */
export const functionCallOf = (value: object, functions: Intrinsic[]): FunctionCall | undefined =>
  functionCall(value, new Map(functions.map((intrinsic) => [intrinsic.name, intrinsic])))

interface FunctionCall {
  intrinsic: Intrinsic
  argument: unknown
}

function functionCall(value: object, byName: Map<string, Intrinsic>): FunctionCall | undefined {
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value)
  const intrinsic = byName.get(name)
  if (intrinsic && more.length === 0) return { intrinsic, argument }
  const unknown = Object.keys(value).find((key) => key.startsWith('Fn::'))
  if (unknown && more.length > 0)
    throw templateError(`Template format error: ${unknown} must be the only key of its object`)
  if (unknown) throw new Unsupported(`the intrinsic function ${unknown} here`)
  return undefined
}

/** Dynamic references are read by CloudFormation after the functions; none is supported. */
function plain(value: unknown): unknown {
  const dynamic = typeof value === 'string' && /\{\{resolve:([a-z-]+):/.exec(value)
  if (dynamic) throw new Unsupported(`the dynamic reference {{resolve:${dynamic[1]}:…}}`)
  return value
}
