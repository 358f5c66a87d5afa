import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import { expect, test } from 'vitest'
import type { Route } from '../world/route.ts'
import { creationOf, entityOf, inDependencyOrder } from './entity-routes.ts'

const entity = (name: string) => ({ name, collection: `${name}s` }) as AnyEntity
const creation = (name: string, ...refersTo: string[]) =>
  ({
    method: 'POST',
    path: `/${name}s`,
    body: {
      properties: Object.fromEntries(refersTo.map((one) => [one, { type: 'string', 'x-tenantry-references': one }])),
    },
    example: Object.fromEntries(refersTo.map((one) => [one, 'placeholder'])),
  }) as unknown as Route
const [a, b, c] = [entity('a'), entity('b'), entity('c')] as const

test('what refers to another is made after it', () => {
  const routes = [creation('a', 'b'), creation('b', 'c'), creation('c')]
  expect(inDependencyOrder([a, b, c], routes).map(({ name }) => name)).toEqual(['c', 'b', 'a'])
})

test('two that cannot be made without each other are named', () => {
  const routes = [creation('a', 'b'), creation('b', 'a')]
  expect(() => inDependencyOrder([a, b], routes)).toThrow('a, b, a')
})

test('a path tells its entity by its collection, and only with a parameter', () => {
  expect(entityOf({ path: '/bs/{id}/close' }, [a, b])).toBe(b)
  expect(entityOf({ path: '/bs' }, [a, b])).toBeUndefined()
  expect(entityOf({ path: '/users/{id}' }, [a, b])).toBeUndefined()
  expect(creationOf(a, [creation('b'), creation('a')])?.path).toBe('/as')
})
