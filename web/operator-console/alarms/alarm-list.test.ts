import { expect, test } from 'vitest'
import type { Alarm } from '../models.ts'
import { incidentOf, inOrder, paragraphOf } from './alarm-list.ts'

const alarm = (name: string, state: Alarm['state'], minute: number, isAcknowledged = false): Alarm => ({
  name,
  description: '',
  state,
  since: new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString(),
  reason: '',
  guide: '',
  acknowledged: isAcknowledged ? { by: 'op', at: '2026-03-01T10:30:00.000Z', note: '' } : null,
})

test('alarms that fire stand first: those that nobody has taken on, and among them the newest', () => {
  const alarms = [
    alarm('calm', 'OK', 9),
    alarm('taken', 'ALARM', 8, true),
    alarm('blind', 'INSUFFICIENT_DATA', 9),
    alarm('old', 'ALARM', 1),
    alarm('new', 'ALARM', 7),
  ]
  expect(inOrder(alarms).map(({ name }) => name)).toEqual(['new', 'old', 'taken', 'blind', 'calm'])
})

test('the incident of an alarm began before it fired', () => {
  expect(incidentOf(alarm('old', 'ALARM', 20), new Date('2026-03-01T10:22:30Z'))).toEqual({
    from: '2026-03-01T10:05:00.000Z',
    to: '2026-03-01T10:23:00.000Z',
  })
})

test('the paragraph of the guide is what the address ends with', () => {
  const fired = alarm('new', 'ALARM', 7)
  expect(paragraphOf({ ...fired, guide: '/guide#a-slow-tier' })).toBe('a-slow-tier')
  expect(paragraphOf(fired)).toBe('')
})
