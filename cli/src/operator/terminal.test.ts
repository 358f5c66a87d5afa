import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { openTerminal } from './terminal.ts'

/** A terminal's two ends, as Node has them. */
function fakeTerminal({ isTTY = true } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => {} }) as unknown as NodeJS.ReadStream
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream
  let shown = ''
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  return { input, output, shown: () => shown, type: (text: string) => (input as unknown as PassThrough).write(text) }
}

test('a password is not shown while it is typed, and what is asked openly is', async () => {
  const { input, output, shown, type } = fakeTerminal()
  const terminal = openTerminal(input, output)
  const password = terminal?.askHidden('Password: ')
  type('Correct-horse-42\r')
  expect(await password).toBe('Correct-horse-42')
  const code = terminal?.ask('Code: ')
  type('123456\r')
  expect(await code).toBe('123456')
  expect(shown()).toContain('Password: ')
  expect(shown()).not.toContain('Correct-horse')
  expect(shown()).toContain('123456')
})

test.each(['\u0003', '\u0004'])('Ctrl-C and Ctrl-D end the question: %j', async (key) => {
  const { input, output, type } = fakeTerminal()
  const password = openTerminal(input, output)?.askHidden('Password: ')
  type(key)
  await expect(password).rejects.toThrow('Nobody answered.')
})

test('a pipe is no terminal: nobody is asked', () => {
  const { input, output } = fakeTerminal({ isTTY: false })
  expect(openTerminal(input, output)).toBeNull()
})
