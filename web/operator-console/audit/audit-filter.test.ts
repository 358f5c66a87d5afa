import { expect, test } from 'vitest'
import { queryOf, readFilter } from './audit-filter.ts'

test('the address holds the filter, and nothing of it that is empty or not a filter', () => {
  const params = new URLSearchParams('tenantId=acme00000000&actor=%20&page=3&from=2026-01-31')
  expect(readFilter(params)).toEqual({ tenantId: 'acme00000000', from: '2026-01-31' })
})

test('days are whole days of whoever looks', () => {
  const { from = '', to = '', actor } = queryOf({ actor: 'system', from: '2026-01-31', to: '2026-01-31' })
  expect(actor).toBe('system')
  expect(Date.parse(to) - Date.parse(from)).toBe(24 * 3600 * 1000 - 1)
  expect(new Date(from).getHours()).toBe(0)
  expect(queryOf({ from: 'yesterday' })).toEqual({ from: 'yesterday' })
})
