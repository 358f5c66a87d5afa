import { describe, expect, test } from 'vitest'
import { randomIds } from '../../core/ids.ts'
import { checkDefinition } from '../check-definition.ts'
import { evaluate, template } from '../flow/payload-template.ts'

const context = { values: { State: { Name: 'S' } }, ids: randomIds }
const run = (expression: string, input: unknown = {}) => evaluate(expression, input, context)
const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const fails = (reason: string) => ({ error: 'States.IntrinsicFailure', message: expect.stringContaining(reason) })

// Every example of https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
describe('the examples of the documentation', () => {
  test.each<[string, unknown, unknown]>([
    ['States.Array($.Id)', { Id: 123456 }, [123456]],
    ['States.ArrayPartition($.inputArray,4)', { inputArray: NINE }, [[1, 2, 3, 4], [5, 6, 7, 8], [9]]],
    ['States.ArrayContains($.inputArray, $.lookingFor)', { inputArray: NINE, lookingFor: 5 }, true],
    ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
    ['States.ArrayGetItem($.inputArray, $.index)', { inputArray: NINE, index: 5 }, 6],
    ['States.ArrayLength($.inputArray)', { inputArray: NINE }, 9],
    ['States.ArrayUnique($.inputArray)', { inputArray: [1, 2, 3, 3, 3, 3, 3, 3, 4] }, [1, 2, 3, 4]],
    ['States.Base64Encode($.input)', { input: 'Data to encode' }, 'RGF0YSB0byBlbmNvZGU='],
    // The page prints "Decoded data" here, and for the hash a digit too few: 39 of 40.
    ['States.Base64Decode($.base64)', { base64: 'RGF0YSB0byBlbmNvZGU=' }, 'Data to encode'],
    [
      'States.Hash($.Data, $.Algorithm)',
      { Data: 'input data', Algorithm: 'SHA-1' },
      'aaff4a450a104cd177d28d18d74485e8cae074b7',
    ],
    [
      'States.JsonMerge($.json1, $.json2, false)',
      { json1: { a: { a1: 1, a2: 2 }, b: 2 }, json2: { a: { a3: 1, a4: 2 }, c: 3 } },
      { a: { a3: 1, a4: 2 }, b: 2, c: 3 },
    ],
    ['States.StringToJson($.escapedJsonString)', { escapedJsonString: '{"foo": "bar"}' }, { foo: 'bar' }],
    ['States.JsonToString($.unescapedJson)', { unescapedJson: { foo: 'bar' } }, '{"foo":"bar"}'],
    ['States.MathAdd($.value1, $.step)', { value1: 111, step: -1 }, 110],
    [
      'States.StringSplit($.inputString, $.splitter)',
      { inputString: '1,2,3,4,5', splitter: ',' },
      ['1', '2', '3', '4', '5'],
    ],
    [
      'States.StringSplit($.inputString, $.splitter)',
      { inputString: 'This.is+a,test=string', splitter: '.+,=' },
      ['This', 'is', 'a', 'test', 'string'],
    ],
    ["States.Format('Hello, my name is {}.', $.name)", { name: 'Arnav' }, 'Hello, my name is Arnav.'],
    [
      'States.Format($.template, $.name)',
      { name: 'Arnav', template: 'Hello, my name is {}.' },
      'Hello, my name is Arnav.',
    ],
    [
      "States.Format('{}.{}.{}', States.ArrayGetItem(States.StringSplit(States.ArrayGetItem(States.StringSplit($.ImageRecipe.Arn, '/'), 2), '.'), 0), States.ArrayGetItem(States.StringSplit(States.ArrayGetItem(States.StringSplit($.ImageRecipe.Arn, '/'), 2), '.'), 1), 'x')",
      { ImageRecipe: { Arn: 'arn:aws:imagebuilder:us-east-1:123456789012:image-recipe/mine/1.2.3' } },
      '1.2.x',
    ],
    ["States.Format('{}', $.abc.['def ghi'])", { abc: { 'def ghi': 1 } }, '1'],
  ])('%s', async (expression, input, value) => {
    expect(await run(expression, input)).toEqual(value)
  })

  test('States.UUID() is a random UUID of version 4', async () => {
    const [one, other] = [await run('States.UUID()'), await run('States.UUID()')]
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(other).not.toBe(one)
  })

  test('States.MathRandom includes its start, excludes its end, and repeats itself with the same seed', async () => {
    const random = await run('States.MathRandom($.start, $.end)', { start: 1, end: 999 })
    expect(random).toBeGreaterThanOrEqual(1)
    expect(random).toBeLessThan(999)
    const throws = await Promise.all(Array.from({ length: 100 }, () => run('States.MathRandom(1, 3)')))
    expect(new Set(throws)).toEqual(new Set([1, 2]))
    const seeded = await Promise.all([42, 42, 43].map((seed) => run(`States.MathRandom(1, 2000000000, ${seed})`)))
    expect(seeded[0]).toBe(seeded[1])
    expect(seeded[0]).not.toBe(seeded[2])
  })
})

describe('the rules of the documentation', () => {
  test.each<[string, string, unknown, unknown]>([
    [
      'arguments of any kind',
      "States.Array('a', -1, 2.5e1, true, null, $.x, States.Array())",
      { x: {} },
      ['a', -1, 25, true, null, {}, []],
    ],
    ['no arguments', 'States.Array()', {}, []],
    ['numbers are rounded: chunks', 'States.ArrayPartition($.a, 1.6)', { a: [1, 2, 3] }, [[1, 2], [3]]],
    ['numbers are rounded: ranges', 'States.ArrayRange(0.6, 3.4, 1)', {}, [1, 2, 3]],
    ['numbers are rounded: sums', 'States.MathAdd(1.4, 2.6)', {}, 4],
    ['a range may descend', 'States.ArrayRange(9, 1, -4)', {}, [9, 5, 1]],
    ['a range may be empty', 'States.ArrayRange(2, 1, 1)', {}, []],
    ['a thousand items', 'States.ArrayLength(States.ArrayRange(1, 1000, 1))', {}, 1000],
    [
      'objects are found by their value',
      'States.ArrayContains($.a, $.b)',
      { a: [{ x: 1, y: 2 }], b: { y: 2, x: 1 } },
      true,
    ],
    [
      'objects are unique by their value',
      'States.ArrayUnique($.a)',
      { a: [{ x: 1, y: 2 }, { y: 2, x: 1 }, 1, '1'] },
      [{ y: 2, x: 1 }, 1, '1'],
    ],
    ['texts of every script', "States.Base64Decode(States.Base64Encode('Grüße 漢'))", {}, 'Grüße 漢'],
    ['empty parts are left out', 'States.StringSplit($.s, $.p)', { s: ',a,,b;c;', p: ',;' }, ['a', 'b', 'c']],
    ['nothing to split', "States.StringSplit('', ',')", {}, []],
    ['escapes', "States.Format('it\\'s \\{\\} and \\\\ {}', 'x')", {}, "it's {} and \\ x"],
    ['commas and brackets in texts', "States.Array(',', 'a)', '(b', '[')", {}, [',', 'a)', '(b', '[']],
    [
      'brackets in paths',
      "States.Array($['a)b'], $.c[0], $.d[?(@.n == 1)].v)",
      { 'a)b': 1, c: [2], d: [{ n: 1, v: 3 }] },
      [1, 2, [3]],
    ],
    ['the context object', "States.Format('{}', $$.State.Name)", {}, 'S'],
    ['what a path gives is no template of escapes', 'States.Format($.t, 1)', { t: '\\{ {}' }, '\\{ 1'],
  ])('%s', async (_name, expression, input, value) => {
    expect(await run(expression, input)).toEqual(value)
  })

  test.each<[string, unknown, string]>([
    ['States.ArrayPartition($.a, 0)', { a: [1] }, 'must be positive'],
    ["States.ArrayPartition('a', 1)", {}, 'argument 1 is not an array'],
    ['States.ArrayRange(1, 9, 0)', {}, 'must not be zero'],
    ['States.ArrayRange(1, 1001, 1)', {}, 'more than 1000'],
    ['States.ArrayGetItem($.a, 1)', { a: [1] }, 'no index 1'],
    ['States.Base64Encode($.s)', { s: 'x'.repeat(10_001) }, 'at most 10000'],
    ["States.Base64Decode('ä')", {}, 'not Base64'],
    ["States.Hash('a', 'SHA-3')", {}, 'no algorithm SHA-3'],
    ['States.JsonMerge($.a, $.a, true)', { a: {} }, 'must be false'],
    ["States.StringToJson('{')", {}, 'not JSON'],
    ['States.MathRandom(2, 2)', {}, 'start must be below'],
    ['States.MathAdd(2147483648, 1)', {}, 'argument 1 is not an integer'],
    ["States.MathAdd('1', 1)", {}, 'argument 1 is not an integer'],
    ["States.Format('{} {}', 1)", {}, '1 values for 2 places'],
    ["States.Format('{}', $)", {}, 'not supported by the local cloud'],
    ['States.UUID(1)', {}, 'takes 0 arguments'],
  ])('%s fails', async (expression, input, reason) => {
    await expect(run(expression, input)).rejects.toMatchObject(fails(reason))
  })

  test('an open backslash is an error of the execution', async () => {
    await expect(run("States.Format('open \\x')")).rejects.toMatchObject({ error: 'States.Runtime' })
  })
})

test('what a function gives is data, whatever its members are called', async () => {
  const payload = { 'a.$': 'States.StringToJson($.json)', b: [{ 'c.$': '$.n' }, 'd.$'], ePath: '$.n' }
  expect(await template(payload, { json: '{"x.$": "$.secret"}', n: 1, secret: 's' }, context)).toEqual({
    a: { 'x.$': '$.secret' },
    b: [{ c: 1 }, 'd.$'],
    ePath: '$.n',
  })
})

describe('a definition is refused', () => {
  const nested = (depth: number): string => (depth === 0 ? '$.a' : `States.Array(${nested(depth - 1)})`)
  const check = (expression: string) =>
    checkDefinition(
      JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Pass', Parameters: { 'v.$': expression }, End: true } } }),
    )

  test.each([
    ['an unknown function', 'States.Nothing($.a)'],
    ['an open bracket', 'States.Array($.a'],
    ['an open quote', "States.Array('a)"],
    ['no path and no function', 'hello'],
    ['eleven functions in one another', nested(11)],
  ])('for %s', async (_name, expression) => {
    await expect(check(expression)).rejects.toMatchObject({ code: 'InvalidDefinition' })
  })

  test('but not for ten functions in one another', async () => {
    await expect(check(nested(10))).resolves.toBeDefined()
  })
})
