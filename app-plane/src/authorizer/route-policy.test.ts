import { expect, test } from 'vitest'
import { allowRoutes, denyRoutes } from './route-policy.ts'

const STAGE = 'arn:aws:execute-api:us-east-1:000000000000:abc123/v1'

test('the policy covers every allowed route of the stage, whichever route was requested first', () => {
  const patterns = { allow: ['*/widgets*', 'GET/gadgets/*'], deny: ['GET/gadgets/*/secrets'] }
  for (const first of ['GET/widgets', 'DELETE/users/x', 'POST/a/b/c/d']) {
    expect(allowRoutes(patterns, `${STAGE}/${first}`).Statement).toEqual([
      { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${STAGE}/*/widgets*`, `${STAGE}/GET/gadgets/*`] },
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${STAGE}/GET/gadgets/*/secrets`] },
    ])
  }
})

test('a refusal covers every route of the stage, also those that a path of the caller made up', () => {
  expect(denyRoutes(`${STAGE}/GET/widgets/../users`).Statement).toEqual([
    { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${STAGE}/*`] },
  ])
})
