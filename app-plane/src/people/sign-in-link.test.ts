import { ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { signInLink } from './sign-in-link.ts'

/** Parameter Store with one parameter, which may not be there yet. */
function world(answers: (string | undefined)[]) {
  const clock = { at: 0 }
  let reads = 0
  const send = async () => {
    const Value = answers[reads++]
    if (Value === undefined) throw new ParameterNotFound({ message: '', $metadata: {} })
    return { Parameter: { Value } }
  }
  const link = signInLink({ send } as unknown as SSMClient, '/site', { now: () => clock.at })
  return { link, clock, reads: () => reads }
}

test('a link names the tenant, whatever characters its name has', async () => {
  const { link } = world(['https://shop.example/'])
  expect(await link('A & B {####}\nc')).toBe('https://shop.example/sign-in?tenant=A%20%26%20B%20%7B%23%23%23%23%7D%0Ac')
})

test('there is none until the site is deployed, and then there is', async () => {
  const { link } = world([undefined, 'https://shop.example/'])
  expect([await link('Acme'), await link('Acme')]).toEqual([null, 'https://shop.example/sign-in?tenant=Acme'])
})

test('the address is kept for five minutes', async () => {
  const { link, clock, reads } = world(['https://a.example/', 'https://b.example/'])
  await link('Acme')
  clock.at = 5 * 60_000 - 1
  expect(await link('Acme')).toContain('a.example')
  expect(reads()).toBe(1)
  clock.at += 1
  expect(await link('Acme')).toContain('b.example')
})
