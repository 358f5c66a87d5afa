import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseArguments } from './arguments.ts'

test('an assembly is enough; the rest has defaults', () => {
  expect(parseArguments(['cdk.out'])).toEqual({
    assembly: resolve('cdk.out'),
    dataDir: resolve('.tenantry-local'),
    port: 4566,
    traceSampling: undefined,
    parameters: {},
  })
})

test('parameters are those of a stack, and may contain any text', () => {
  const args = ['cdk.out', '--port', '0', '--parameter', 'Shop:Mail=a=b:c', '--parameter', 'Shop:Size=3']
  expect(parseArguments(args)).toMatchObject({ port: 0, parameters: { Shop: { Mail: 'a=b:c', Size: '3' } } })
})

test('traces are sampled by a share, where one is given', () => {
  expect(parseArguments(['cdk.out', '--trace-sampling', '0.5'])).toMatchObject({ traceSampling: 0.5 })
  for (const share of ['2', '-1', 'all', ''])
    expect(() => parseArguments(['cdk.out', `--trace-sampling=${share}`])).toThrow('is no share from 0 to 1')
})

test('what cannot be meant is refused, and says why', () => {
  expect(() => parseArguments([])).toThrow('Name one cloud assembly.')
  expect(() => parseArguments(['a', 'b'])).toThrow('Name one cloud assembly.')
  expect(() => parseArguments(['a', '--port', '65536'])).toThrow('--port 65536')
  expect(() => parseArguments(['a', '--parameter', 'x'])).toThrow('<stack>:<name>=<value>')
  expect(() => parseArguments(['a', '--host', '0.0.0.0'])).toThrow('--host')
  expect(parseArguments(['--help'])).toBe('help')
})
