import { expect, test } from 'vitest'
import type { CompiledMethod } from './compiled-stage.ts'
import { addRoute, emptyTree, matchRoute } from './route-tree.ts'

function treeOf(...routes: string[]) {
  const tree = emptyTree<CompiledMethod>()
  for (const route of routes) {
    const [verb = '', path = ''] = route.split(' ')
    addRoute(tree, path, { verb, resourcePath: path } as CompiledMethod)
  }
  return (verb: string, path: string) => {
    const match = matchRoute(tree, verb, path)
    return match && [`${match.method.verb} ${match.method.resourcePath}`, match.pathParameters]
  }
}

const find = treeOf(
  'GET /',
  'GET /orders',
  'POST /orders',
  'GET /orders/{id}',
  'GET /orders/latest',
  'GET /orders/{id}/lines',
  'ANY /files/{path+}',
  'GET /files/index',
)

test('a static segment wins over a parameter, and a parameter over a greedy one', () => {
  expect(find('GET', '/orders/latest')).toEqual(['GET /orders/latest', null])
  expect(find('GET', '/orders/42')).toEqual(['GET /orders/{id}', { id: '42' }])
  expect(find('GET', '/files/index')).toEqual(['GET /files/index', null])
  expect(find('GET', '/files/a/b')).toEqual(['ANY /files/{path+}', { path: 'a/b' }])
})

test('a static branch that leads nowhere falls back to the parameter beside it', () => {
  expect(find('GET', '/orders/latest/lines')).toEqual(['GET /orders/{id}/lines', { id: 'latest' }])
})

test('ANY serves verbs without a method of their own', () => {
  expect(find('DELETE', '/files/x')).toEqual(['ANY /files/{path+}', { path: 'x' }])
})

test('unknown resources and unknown verbs match nothing', () => {
  expect(find('DELETE', '/orders')).toBeNull()
  expect(find('GET', '/order')).toBeNull()
  expect(find('GET', '/orders/1/2/3')).toBeNull()
  expect(find('GET', '/files')).toBeNull()
})

test('the root and a trailing slash are served', () => {
  expect(find('GET', '/')).toEqual(['GET /', null])
  expect(find('GET', '/orders/')).toEqual(['GET /orders', null])
})

test('path parameters stay percent-encoded', () => {
  expect(find('GET', '/orders/a%2Fb')).toEqual(['GET /orders/{id}', { id: 'a%2Fb' }])
})
