import { expect, test } from 'vitest'
import { dynamo } from './table.ts'

const session = (name: string) => ({ accessKeyId: `key-${name}`, secretAccessKey: name, sessionToken: `token-${name}` })
const signsAs = async (name: string) => (await dynamo(session(name)).config.credentials()).accessKeyId

test('each session has a client that signs as that session, and the same session has the same client', async () => {
  expect(await signsAs('acme')).toBe('key-acme')
  expect(await signsAs('globex')).toBe('key-globex')
  expect(dynamo(session('acme'))).toBe(dynamo(session('acme')))
  expect(dynamo(session('acme'))).not.toBe(dynamo(session('globex')))
})

test('only a few sessions are kept, the newest', () => {
  const first = dynamo(session('first'))
  for (let n = 0; n < 8; n++) dynamo(session(String(n)))
  const seventh = dynamo(session('7'))
  expect(dynamo(session('7'))).toBe(seventh)
  expect(dynamo(session('first'))).not.toBe(first)
})
