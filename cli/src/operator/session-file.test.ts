import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sessionFile } from './session-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantry-session-'))
afterAll(() => rmSync(folder, { recursive: true }))

const target = { controlPlaneApi: 'https://a.example/v1', operator: { userPoolId: 'eu-west-1_A', clientId: 'c1' } }
const env = {
  TENANTRY_DATA_DIR: join(folder, 'data'),
  XDG_STATE_HOME: join(folder, 'state'),
  HOME: join(folder, 'home'),
}
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a session is for its owner alone: in the data folder on a laptop, in the state folder for a deployment', () => {
  const local = sessionFile(env, target, false)
  const named = sessionFile(env, target, true)
  for (const file of [local, named]) {
    file.write({ token: 'secret' })
    expect(mode(file.path)).toBe('600')
    expect(file.read()).toEqual({ token: 'secret' })
  }
  expect(local.path).toBe(join(folder, 'data/operator-session.json'))
  expect(named.path).toMatch(/state\/tenantry\/operator-[0-9a-f]{16}\.json$/)
  expect(mode(join(folder, 'state/tenantry'))).toBe('700')
})

test('without XDG_STATE_HOME, or with a relative one, it is below the home folder', () => {
  for (const XDG_STATE_HOME of [undefined, '', 'relative']) {
    expect(sessionFile({ ...env, XDG_STATE_HOME }, target, true).path).toContain(
      join(folder, 'home/.local/state/tenantry'),
    )
  }
})

test('a token is never sent to another address than the one that it is for', () => {
  const file = sessionFile(env, target, false)
  file.write({ token: 'secret' })
  expect(sessionFile(env, { ...target, controlPlaneApi: 'https://evil.example/v1' }, false).read()).toEqual({})
  const others = sessionFile(env, { ...target, controlPlaneApi: 'https://evil.example/v1' }, true)
  expect(others.path).not.toBe(sessionFile(env, target, true).path)
})

test('a broken file counts as none, and a removed one is gone', () => {
  const file = sessionFile(env, target, false)
  for (const text of ['{', '[]', '{"deployment":1}', '']) {
    writeFileSync(file.path, text)
    expect(file.read()).toEqual({})
  }
  file.write({})
  file.remove()
  expect(() => readFileSync(file.path)).toThrow('ENOENT')
  expect(file.read()).toEqual({})
})
