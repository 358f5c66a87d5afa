import { expect, test } from 'vitest'
import { driverLabel, usedText } from './drivers.ts'

test('what is used is named and counted in units that people know', () => {
  expect(driverLabel('ddbReadUnits')).toBe('Units read')
  expect(usedText('ddbReadUnits', '1234.5')).toBe('1,230')
  expect(usedText('lambdaMbMs', '10240000')).toBe('10 GB-seconds')
})

test('a resource of its own has no use, and a metric without words keeps its name', () => {
  expect([driverLabel(null), usedText(null, null)]).toEqual(['Own resources', '—'])
  expect([driverLabel('newMetric'), usedText('newMetric', '3')]).toEqual(['newMetric', '3'])
})
