import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, sources } from './sources.ts'

const files = sources()
const MAX_LINES = 300

test('process.env is read only where a program begins: handler.ts, worker.ts, main.ts and the CLI', () => {
  const wrong = files
    .filter((file) => !file.isTest && /\bprocess\.env\b/.test(file.text))
    .filter(({ path }) => !/(^|\/)(handler|worker|main)\.ts$/.test(path))
    .map(({ path }) => path)
  expect(wrong).toEqual([])
})

test('time, ids and randomness come from one file of each package', () => {
  const wrong = files
    .filter(
      (file) =>
        !file.isTest &&
        ['toolkit', 'services', 'metering', 'control-plane', 'app-plane', 'contracts'].includes(file.package),
    )
    .filter(({ text }) => /\bDate\.now\(|new Date\(\)|\brandomUUID\(|\brandomBytes\(|Math\.random\(/.test(text))
    .map(({ path }) => path)
  expect(wrong).toEqual(['toolkit/src/system.ts'])
})

test.each(['app-plane', 'control-plane'])(
  'every function of the %s has its construct of the same name in infra',
  (plane) => {
    const functions = readdirSync(join(ROOT, plane, 'src')).filter((name) =>
      existsSync(join(ROOT, plane, 'src', name, 'handler.ts')),
    )
    expect(functions.length).toBeGreaterThan(0)
    expect(functions.filter((name) => !existsSync(join(ROOT, 'infra', plane, `${name}.ts`)))).toEqual([])
  },
)

/** What builds a handler that writes usage lines. */
const BUILDERS = [
  'apiHandler',
  'eventHandler',
  'queueHandler',
  'workerHandler',
  'invocationHandler',
  'authorizerHandler',
]

test('every handler is built by the toolkit, so that its work is metered', () => {
  const handlers = files.filter(({ path }) =>
    /^(app-plane|control-plane|services)\/.*\/(handler|worker)\.ts$/.test(path),
  )
  const built = new RegExp(`^export const handler = (${[...BUILDERS, 'triggerHandler'].join('|')})\\(`, 'm')
  expect(handlers.length).toBeGreaterThan(30)
  expect(handlers.filter(({ text }) => !built.test(text)).map(({ path }) => path)).toEqual([])
})

test("DynamoDB is called by the toolkit's tables alone, which count what each call consumes", () => {
  const calls = files
    .filter(
      (file) =>
        !file.isTest && ['toolkit', 'services', 'metering', 'control-plane', 'app-plane'].includes(file.package),
    )
    .filter(({ text }) => /import \{[^}]*Command\b[^}]*\} from '@aws-sdk\/client-dynamodb'/.test(text))
    .map(({ path }) => path)
  expect(calls).toEqual(['toolkit/src/table.ts', 'toolkit/src/transact.ts'])
})

test(`no file is longer than ${MAX_LINES} lines`, () => {
  const long = files.filter(({ text }) => text.split('\n').length > MAX_LINES).map(({ path }) => path)
  expect(long).toEqual([])
})

test('product code does not know that it runs locally', () => {
  const wrong = files
    .filter(
      (file) =>
        !file.isTest &&
        ['toolkit', 'services', 'metering', 'control-plane', 'app-plane', 'contracts', 'infra', 'web'].includes(
          file.package,
        ),
    )
    .filter(({ text }) => /127\.0\.0\.1|isLocal|IS_LOCAL|localstack/i.test(text))
    .map(({ path }) => path)
  expect(wrong).toEqual([])
})

test("what the local cloud counts of an account's use goes to whoever started it: no product code can name it", () => {
  const named = files
    .filter((file) => !file.isTest && !['local-cloud', 'tests'].includes(file.package))
    .filter(({ text }) => /\bonUse\b|core\/use\.ts/.test(text))
    .map(({ path }) => path)
  // It hands the option on, and is no part of what is deployed.
  expect(named).toEqual(['cli/src/system/system.ts'])
})

test('no test is skipped or run alone', () => {
  const wrong = files
    .filter(({ text }) => /\b(?:test|it|describe)\.(?:skip|only|todo)\b/.test(text))
    .map(({ path }) => path)
  expect(wrong).toEqual(['tests/architecture/house-rules.test.ts'].filter((path) => wrong.includes(path)))
})

test('every function that publishes names the source that it may speak for', () => {
  const wrong = files
    .filter(({ text, isTest }) => !isTest && /grantPutEventsTo|events:PutEvents/.test(text))
    .map(({ path }) => path)
    .filter((path) => path.startsWith('infra/'))
  // The boundary of silos says under which sources their roles may publish at most.
  expect(wrong).toEqual(['infra/foundation/may-publish.ts', 'infra/releases/silo-boundary.ts'])
})
