import fc from 'fast-check'
import { addend, group, list, map, number, partition, scalar, set, text } from './values.ts'

const path = fc.constantFrom('a', 'b', 'c', 'n', 't', 'a.k', 'b.l', 'a[0]', 'b[1]', '#a', '#a.#k', 'c.#k', 'zzz')
const operand = fc.constantFrom(':v', ':w', ':t', ':m')
const ordered = fc.constantFrom(':t', ':m', ':b')
const comparator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')
const equality = fc.constantFrom('=', '<>')
const join = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''))

// Two paths are compared only where both are scalars of one type: dynalite takes missing attributes for equal, and documents for unequal.
// It also orders what has no order.
const comparison = fc.oneof(
  join(path, ' ', comparator, ' ', ordered),
  join(ordered, ' ', comparator, ' ', path),
  join(path, ' ', equality, ' ', fc.oneof(operand, fc.constant(':set'))),
  join(path, fc.constantFrom(' BETWEEN :t AND :t', ' BETWEEN :m AND :n', ' BETWEEN :b AND :b', ' BETWEEN :t AND :m')),
  join(path, ' IN (', operand, ', ', operand, ')'),
  join('size(', path, ') ', comparator, ' :m'),
  join('attribute_type(a, :s) AND attribute_type(b, :s) AND a ', comparator, ' b'),
)
const call = fc.oneof(
  join(fc.constantFrom('attribute_exists', 'attribute_not_exists'), '(', path, ')'),
  join('attribute_type(', path, ', :type)'),
  join('begins_with(', path, ', ', fc.constantFrom(':t', ':b'), ')'),
  join('contains(', path, ', ', fc.constantFrom(':t', ':m', ':b'), ')'),
)
const { sound } = fc.letrec<{ sound: string }>((tie) => ({
  sound: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: comparison },
    { weight: 3, arbitrary: call },
    join(tie('sound'), fc.constantFrom(' AND ', ' OR '), tie('sound')),
    join('NOT ', tie('sound')),
    join('(', tie('sound'), ' OR ', call, ') AND ', comparison),
  ),
}))
const faulty = fc.constantFrom(
  'a = :missing',
  '#missing = :v',
  'a =',
  'a = :v AND',
  'size = :v',
  'begins_with(a)',
  'begins_with(a, :m)',
  'attribute_type(a, :m)',
  'attribute_type(a, :t)',
  'nothing(a)',
  'a = a',
  '((a = :v))',
  'size(:m) > :m',
  'p.x = :v',
)
/** Conditions and filters: a few of them malformed. */
export const condition = fc.oneof({ weight: 20, arbitrary: sound }, faulty)

const target = fc.constantFrom('a', 'b', 'c', '#a', 'n', 'g', 't')
const nested = fc.constantFrom('a.k', 'b.l', '#a.#k', 'a[0]', 'a[1]', 'b[7]')
const given = fc.oneof(operand, fc.constantFrom(':l', ':map', ':set', ':g'))
const result = fc.oneof(
  given,
  path,
  join('if_not_exists(', path, ', ', given, ')'),
  join(path, fc.constantFrom(' + ', ' - '), ':m'),
  join(':m', fc.constantFrom(' + ', ' - '), path),
  join('if_not_exists(', path, ', :m) + :m'),
  join('list_append(', path, ', :l)'),
  join('list_append(:l, if_not_exists(', path, ', :l))'),
)
const assignment = join(target, ' = ', result)
/** Updates. Where a part of a document is changed, no other attribute becomes a copy of it: in dynalite both would change. */
export const update = fc.oneof(
  { weight: 4, arbitrary: join('SET ', assignment) },
  { weight: 3, arbitrary: join('SET ', assignment, ', ', assignment) },
  { weight: 2, arbitrary: join('REMOVE zzz, ', fc.constantFrom('b', 'g', 'n'), ' SET ', assignment) },
  { weight: 3, arbitrary: join('SET ', nested, ' = ', given) },
  { weight: 2, arbitrary: join('SET ', nested, ' = ', given, ', ', target, ' = ', given) },
  { weight: 2, arbitrary: join('ADD ', fc.constantFrom('n', 'a', 'c.#k'), ' ', fc.constantFrom(':m', ':set')) },
  { weight: 2, arbitrary: join('DELETE ', fc.constantFrom('a', 'b'), ' :set SET c = :v') },
  fc.constantFrom(
    'SET p = :v',
    'SET a = :v, a = :w',
    'SET a = :v, a.k = :w',
    'SET a = :missing',
    'SET a',
    'SET a = a + b',
    'ADD a :v',
    'DELETE a :m',
    'SET g = :m',
    'SET a.b.c = :v',
    'SET p.x = :v',
    'SET a = size(b)',
    'REMOVE a, a',
  ),
)
/** Updates that only take away; dynalite creates an item by them, so that they need one that is there. */
export const removal = fc.oneof(
  join('REMOVE ', fc.constantFrom('a', 'b', 'g', 'n', 't', 'a.k', 'a[0]', 'zzz')),
  join('DELETE ', fc.constantFrom('a', 'b'), ' :set'),
)

export const projection = fc.constantFrom(
  'a, b',
  'a.k, g',
  'a[0], b',
  '#a, n',
  'p, s',
  'zzz',
  'a, a',
  'a, a.k',
  'p.x',
  'a,',
)

const NAMES = { '#a': 'a', '#k': 'k' }
const typeName = (...names: string[]) => fc.constantFrom(...names).map((S) => ({ S }))
export const values = fc.record({
  ':v': scalar,
  ':w': scalar,
  ':t': text,
  ':m': addend.map((N) => ({ N })),
  ':b': fc.constantFrom({ B: 'AQ==' }, { B: '/w==' }),
  ':s': typeName('S', 'N'),
  ':type': typeName('S', 'N', 'B', 'SS', 'NS', 'BS', 'L', 'M', 'BOOL', 'NULL'),
  ':l': list,
  ':map': map,
  ':set': set,
  ':p': partition,
  ':g': group,
  ':n': number,
  ':o': number,
})
export type Values = Record<string, object>

/** The members for exactly those names and values that the expressions use: unused ones are an error, and now and then there is one. */
export function substitutions(expressions: (string | undefined)[], all: Values, surplus: boolean): object {
  const text = expressions.join(' ')
  const used = <T>(members: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(members).filter(([name]) => new RegExp(`${name}(?!\\w)`).test(text) || (surplus && name === ':w')),
    )
  const [names, valuesUsed] = [used(NAMES), used(all)]
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(valuesUsed).length > 0 && { ExpressionAttributeValues: valuesUsed }),
  }
}
