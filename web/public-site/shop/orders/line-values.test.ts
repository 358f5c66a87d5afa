import { expect, test } from 'vitest'
import { type LineValues, lineProblem, totalOf } from './line-values.ts'

const line = (quantity: string, price = 19.99, available = 3): LineValues => ({
  key: quantity,
  product: { id: 'prd_1', name: 'Lamp', price, currency: 'USD', available },
  quantity,
})

test('a line needs a product, a whole quantity, and enough stock', () => {
  expect(lineProblem({ key: 'a', product: null, quantity: '1' })).toContain('Choose a product')
  for (const quantity of ['', '0', '1.5', '-1', '10001', 'two'])
    expect(lineProblem(line(quantity))).toContain('quantity')
  expect(lineProblem(line('4'))).toBe('Only 3 are in stock.')
  expect(lineProblem(line('1', 1, 0))).toBe('It is out of stock.')
  expect(lineProblem(line('3'))).toBeUndefined()
})

test('a total is exact to the cent, and incomplete lines add nothing', () => {
  expect(totalOf([line('3'), line('1', 80), line('x')])).toBe(139.97)
  expect(totalOf([line('3', 0.1), line('3', 0.2)])).toBe(0.9)
})
