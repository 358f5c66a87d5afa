import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BadUsage, declareCommand } from './declare-command.ts'

const run = vi.fn()
const greet = declareCommand({
  name: 'greet',
  about: 'Greets somebody.',
  args: ['<who>', '[where]'],
  options: {
    words: { value: 'W', default: 'Good morning', help: 'what is said' },
    language: { value: 'L', help: 'in which language' },
    loud: { help: 'louder' },
  },
  run: async (line) => run(line),
})
const said = { out: '', error: '' }
const hear = (stream: 'out' | 'error') => (line: string) => {
  said[stream] += line
}

beforeEach(() => {
  Object.assign(said, { out: '', error: '' })
  vi.spyOn(console, 'log').mockImplementation(hear('out'))
  vi.spyOn(console, 'error').mockImplementation(hear('error'))
})
afterEach(() => {
  vi.restoreAllMocks()
  run.mockReset()
})

test('a command gets its arguments, its options and what is usual for those that were left out', async () => {
  expect(await greet(['Ann', '--loud', '--language', 'en'], {})).toBe(0)
  expect(run).toHaveBeenLastCalledWith({
    args: ['Ann'],
    values: expect.objectContaining({ words: 'Good morning', language: 'en', loud: true }),
  })
  await greet(['Ann', 'Hall'], {})
  expect(run.mock.lastCall?.[0]).toMatchObject({ args: ['Ann', 'Hall'], values: { loud: false } })
  expect(run.mock.lastCall?.[0].values.language).toBeUndefined()
})

test('--help shows each option with what it is for, and runs nothing', async () => {
  expect(await greet(['--help'], {})).toBe(0)
  expect(said.out).toBe(`tenantry greet <who> [where] [--words W] [--language L] [--loud]

  Greets somebody.
  --words W      what is said; default Good morning
  --language L   in which language
  --loud         louder`)
  expect(run).not.toHaveBeenCalled()
})

test.each([
  ['an unknown option', ['Ann', '--quiet'], "Unknown option '--quiet'"],
  ['an option without its value', ['Ann', '--words'], '--words'],
  ['a switch with a value', ['Ann', '--loud=yes'], '--loud'],
  ['a missing argument', ['--loud'], '<who> is missing.'],
  ['an argument too many', ['Ann', 'Hall', 'Ben'], '"Ben" belongs to no option.'],
])('%s is 2, with the reason and the usage on stderr', async (_, line, reason) => {
  expect(await greet(line, {})).toBe(2)
  expect(said.error).toContain(reason)
  expect(said.error).toContain('tenantry greet <who>')
  expect(said.out).toBe('')
  expect(run).not.toHaveBeenCalled()
})

test('what cannot be done is 1 with the reason alone, and what makes no sense is 2 with the usage', async () => {
  run.mockImplementationOnce(() => {
    throw new Error('Nobody is there.')
  })
  expect(await greet(['Ann'], {})).toBe(1)
  expect(said.error).toBe('Nobody is there.')
  run.mockImplementationOnce(() => {
    throw new BadUsage('--words must be polite.')
  })
  expect(await greet(['Ann'], {})).toBe(2)
  expect(said.error).toContain('--words must be polite.\n\ntenantry greet')
})

test('a command ends as the program does that works for it', async () => {
  run.mockReturnValueOnce(3)
  expect(await greet(['Ann'], {})).toBe(3)
})

test('of some arguments there may be any number', async () => {
  const list = declareCommand({
    name: 'list',
    about: 'Lists.',
    args: ['[names…]'],
    options: {},
    run: async (line) => run(line),
  })
  for (const names of [[], ['Ann'], ['Ann', 'Ben', 'Cy']]) {
    expect(await list(names, {})).toBe(0)
    expect(run.mock.lastCall?.[0].args).toEqual(names)
  }
})

test('what an API answered cannot steer the terminal by an error', async () => {
  run.mockImplementationOnce(() => {
    throw new Error('Refused: \u001b[2Jgone\u009b1m\nTry again.')
  })
  expect(await greet(['Ann'], {})).toBe(1)
  expect(said.error).toBe('Refused: \\x1b[2Jgone\\x9b1m\nTry again.')
})

test('long usages break between options', async () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`option-${n}`, { value: 'V', help: 'one' }]))
  await declareCommand({ name: 'many', about: 'Much.', options: many, run: async () => {} })(['--help'], {})
  const head = said.out.slice(0, said.out.indexOf('\n\n')).split('\n')
  expect(head.length).toBeGreaterThan(1)
  for (const line of head) expect(line.length).toBeLessThanOrEqual(100)
  expect(head.join(' ').match(/\[--option-\d+ V\]/g)).toHaveLength(12)
})
