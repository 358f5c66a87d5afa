import fc from 'fast-check'

// dynalite has no limit of 38 digits: what is added is short, so that no sum gets longer.
export const addend = fc.oneof(fc.integer({ min: -12, max: 12 }).map(String), fc.constantFrom('0.5', '-0.5', '100.0'))
export const number = fc
  .oneof(addend, fc.constantFrom('1e2', '-1e2', '123456789012345678901234567890', '1e-20', '-1e-20', '10'))
  .map((N) => ({ N }))
export const text = fc.constantFrom('a', 'b', 'ab', 'abc', 'é').map((S) => ({ S }))
const binary = fc.constantFrom('AQI=', 'AQ==', '/w==').map((B) => ({ B }))

export const scalar = fc.oneof(
  text,
  number,
  // `false` is not there for some functions of dynalite.
  fc.constant({ BOOL: true }),
  fc.constant({ NULL: true }),
  binary,
)
export const set = fc.oneof(
  fc.uniqueArray(fc.constantFrom('a', 'b', 'z'), { minLength: 1 }).map((SS) => ({ SS })),
  fc.uniqueArray(fc.constantFrom('1', '2', '30'), { minLength: 1 }).map((NS) => ({ NS })),
  fc.uniqueArray(fc.constantFrom('AQ==', 'Ag=='), { minLength: 1 }).map((BS) => ({ BS })),
)
export const list = fc.array(scalar, { maxLength: 3 }).map((L) => ({ L }))
export const map = fc.dictionary(fc.constantFrom('k', 'l'), scalar).map((M) => ({ M }))
export const value = fc.oneof({ weight: 4, arbitrary: scalar }, set, list, map)

export const partition = fc.constantFrom({ S: 'one' }, { S: 'two' })
export const group = fc.constantFrom({ S: 'g1' }, { S: 'g2' })
// Few keys, so that they are met again.
const sortKey = fc.constantFrom('-1e2', '-2', '-0.5', '0', '1e-20', '1', '1.0', '9', '10').map((N) => ({ N }))
const goodKey = fc.record({ p: partition, s: sortKey })
const badKey = fc.constantFrom<Record<string, object>>(
  { p: { S: 'one' } },
  { p: { N: '1' }, s: { N: '1' } },
  { p: { S: 'one' }, s: { S: 'x' } },
  { p: { S: '' }, s: { N: '1' } },
  { p: { S: 'one' }, s: { N: '1' }, x: { S: 'x' } },
  { p: { S: 'x'.repeat(2049) }, s: { N: '1' } },
  { p: { S: 'one' }, s: { N: 'one' } },
  {},
)
export const key = fc.oneof({ weight: 30, arbitrary: goodKey as fc.Arbitrary<Record<string, object>> }, badKey)

// Neither long nor empty strings where an update could make them an index key: dynalite lets both be one, and finds no size of the empty.
const others = fc.record(
  { d: fc.integer({ min: 1, max: 9000 }).map((length) => ({ S: 'x'.repeat(length) })), e: fc.constant({ S: '' }) },
  { requiredKeys: [] },
)
const usual = { g: group, n: number, t: text, a: value, b: value, c: value }
const attributes = fc
  .tuple(fc.oneof(fc.record(usual), fc.record(usual, { requiredKeys: [] })), others)
  .map((parts): Record<string, object> => Object.assign({}, ...parts))
const badAttributes = fc.constantFrom<Record<string, object>>(
  { g: { N: '1' } },
  { n: { S: 'one' } },
  { a: {} },
  { a: { S: 'x', N: '1' } },
  { a: { SS: [] } },
  { a: { SS: ['x', 'x'] } },
  { a: { NS: ['1', '1.0'] } },
  { a: { N: '1'.repeat(39) } },
  { a: { N: '1e126' } },
  { a: { NULL: false } },
)
export const item = fc
  .tuple(key, fc.oneof({ weight: 30, arbitrary: attributes }, badAttributes))
  .map(([k, rest]) => ({ ...rest, ...k }))

const plainKey = fc.record({ p: fc.constantFrom('AQ==', 'Ag==', '/w==').map((B) => ({ B })) })
export const plain = {
  key: fc.oneof({ weight: 30, arbitrary: plainKey }, fc.constant({ p: { S: 'x' } })),
  item: fc
    .tuple(plainKey, others, fc.record({ a: value, b: value }, { requiredKeys: [] }))
    .map(([k, ...rest]) => Object.assign({}, ...rest, k)),
}
