import { expect, test } from 'vitest'
import { actorText, differences, objectText } from './audit-texts.ts'

test('differences name what has changed, and nothing that only counts changes', () => {
  const before = { status: 'active', shards: 1, sequence: 4, features: ['a'] }
  expect(differences({ before, after: { ...before, status: 'suspended', sequence: 5 } })).toEqual([
    { member: 'status', from: 'active', to: 'suspended' },
  ])
  expect(differences({ before: null, after: { role: 'TenantUser' } })).toEqual([
    { member: 'role', from: '', to: 'TenantUser' },
  ])
  expect(differences({ before: { id: 'x', features: ['a', 'b'] }, after: null })).toEqual([
    { member: 'features', from: 'a, b', to: '' },
  ])
})

test('who and what are called as people know them', () => {
  const nobody = { id: null, email: null, role: null }
  expect(actorText({ ...nobody, kind: 'operator', id: 'op1', email: 'op1@x.example' })).toBe('op1@x.example')
  expect(actorText({ ...nobody, kind: 'stranger' })).toBe('A stranger')
  expect(actorText({ ...nobody, kind: 'system', id: 'lifecycle' })).toBe('The system, lifecycle')
  const object = { kind: 'person' as const, id: 'ann' }
  expect(objectText({ object, before: { email: 'ann@acme.example' }, after: null })).toBe('Person ann@acme.example')
  expect(objectText({ object: { kind: 'failed-messages', id: 'all' }, before: null, after: null })).toBe(
    'Failed messages all',
  )
})
