import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Ids } from '../../core/ids.ts'
import type { StateError } from '../state-error.ts'

export interface Occasion {
  /** The failure of this call. */
  fail(reason: string): StateError
  ids: Ids
  /** What stands between the `{}` of a template that is written in the call. */
  places?: string[]
}

/** An intrinsic function. https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
type Intrinsic = (values: unknown[], occasion: Occasion) => unknown

const MAX_CHARACTERS = 10_000
const MAX_RANGE = 1000
const INTEGERS = { least: -2_147_483_648, most: 2_147_483_647 }
const ALGORITHMS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

/** Reads the arguments of one call; each reader fails where the argument is of another kind. */
function reader(values: unknown[], { fail }: Occasion) {
  const wrong = (index: number, kind: string) => fail(`argument ${index + 1} is not ${kind}`)
  return {
    count(least: number, most = least) {
      if (values.length < least || values.length > most) throw fail(`takes ${least} arguments, not ${values.length}`)
    },
    any: (index: number): unknown => values[index],
    array(index: number): unknown[] {
      const value = values[index]
      if (Array.isArray(value)) return value
      throw wrong(index, 'an array')
    },
    /** Numbers with a fraction are rounded. */
    integer(index: number): number {
      const value = values[index]
      const rounded = typeof value === 'number' ? Math.round(value) : Number.NaN
      if (rounded >= INTEGERS.least && rounded <= INTEGERS.most) return rounded
      throw wrong(index, `an integer from ${INTEGERS.least} to ${INTEGERS.most}`)
    },
    text(index: number, most = Number.POSITIVE_INFINITY): string {
      const value = values[index]
      if (typeof value !== 'string') throw wrong(index, 'a string')
      if (value.length > most) throw wrong(index, `a string of at most ${most} characters`)
      return value
    },
    object(index: number): object {
      const value = values[index]
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
      throw wrong(index, 'an object')
    },
  }
}

const define =
  (
    least: number,
    run: (read: ReturnType<typeof reader>, occasion: Occasion, values: unknown[]) => unknown,
    most = least,
  ): Intrinsic =>
  (values, occasion) => {
    const read = reader(values, occasion)
    read.count(least, most)
    return run(read, occasion, values)
  }

export const FUNCTIONS: Record<string, Intrinsic> = {
  'States.Array': (values) => values,

  'States.ArrayPartition': define(2, (read, { fail }) => {
    const [array, size] = [read.array(0), read.integer(1)]
    if (size < 1) throw fail('the size of a chunk must be positive')
    return Array.from({ length: Math.ceil(array.length / size) }, (_, i) => array.slice(i * size, (i + 1) * size))
  }),

  'States.ArrayContains': define(2, (read) => read.array(0).some((one) => isDeepStrictEqual(one, read.any(1)))),

  'States.ArrayRange': define(3, (read, { fail }) => {
    const [first, last, step] = [read.integer(0), read.integer(1), read.integer(2)]
    if (step === 0) throw fail('the step must not be zero')
    const length = Math.max(0, Math.floor((last - first) / step) + 1)
    if (length > MAX_RANGE) throw fail(`an array of more than ${MAX_RANGE} items`)
    return Array.from({ length }, (_, i) => first + i * step)
  }),

  'States.ArrayGetItem': define(2, (read, { fail }) => {
    const [array, index] = [read.array(0), read.integer(1)]
    if (index < 0 || index >= array.length) throw fail(`there is no index ${index} in ${array.length} items`)
    return array[index]
  }),

  'States.ArrayLength': define(1, (read) => read.array(0).length),

  'States.ArrayUnique': define(1, (read) => [
    ...new Map(read.array(0).map((one) => [JSON.stringify(one, sorted), one])).values(),
  ]),

  'States.Base64Encode': define(1, (read) => Buffer.from(read.text(0, MAX_CHARACTERS)).toString('base64')),

  'States.Base64Decode': define(1, (read, { fail }) => {
    const text = read.text(0, MAX_CHARACTERS)
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw fail('argument 1 is not Base64')
    return Buffer.from(text, 'base64').toString('utf8')
  }),

  'States.Hash': define(2, (read, { fail }) => {
    const [data, name] = [read.text(0, MAX_CHARACTERS), read.text(1)]
    const algorithm = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined
    if (!algorithm) throw fail(`there is no algorithm ${name}`)
    return createHash(algorithm).update(data).digest('hex')
  }),

  'States.JsonMerge': define(3, (read, { fail }) => {
    if (read.any(2) !== false) throw fail('argument 3 must be false: deep merging does not exist')
    return { ...read.object(0), ...read.object(1) }
  }),

  'States.StringToJson': define(1, (read, { fail }) => {
    try {
      return JSON.parse(read.text(0))
    } catch (error) {
      throw fail(error instanceof SyntaxError ? 'argument 1 is not JSON' : String(error))
    }
  }),

  'States.JsonToString': define(1, (read) => JSON.stringify(read.any(0))),

  'States.MathRandom': define(
    2,
    (read, { fail, ids }, values) => {
      const [start, end] = [read.integer(0), read.integer(1)]
      if (start >= end) throw fail('the start must be below the end')
      const fraction = values.length > 2 ? seeded(read.integer(2)) : ids.bytes(4).readUInt32BE() / 2 ** 32
      return start + Math.floor(fraction * (end - start))
    },
    3,
  ),

  'States.MathAdd': define(2, (read) => read.integer(0) + read.integer(1)),

  /** At each of the splitter's characters; what is empty between two of them is left out. */
  'States.StringSplit': define(2, (read) => {
    const splitter = new Set(read.text(1))
    const parts = ['']
    for (const character of read.text(0)) {
      if (splitter.has(character)) parts.push('')
      else parts[parts.length - 1] += character
    }
    return parts.filter((part) => part !== '')
  }),

  'States.UUID': define(0, (_, { ids }) => ids.uuid()),

  'States.Format': define(
    1,
    (read, { fail, places = read.text(0).split('{}') }, [, ...values]) => {
      if (places.length - 1 !== values.length) throw fail(`${values.length} values for ${places.length - 1} places`)
      if (values.some((value) => typeof value === 'object' && value !== null)) {
        throw fail('objects and arrays in a text are not supported by the local cloud')
      }
      return places.map((place, index) => (index === 0 ? place : `${values[index - 1]}${place}`)).join('')
    },
    Number.POSITIVE_INFINITY,
  ),
}

/** For JSON.stringify: objects are equal whatever the order of their members. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** The same fraction for the same seed. */
const seeded = (seed: number): number => createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32
