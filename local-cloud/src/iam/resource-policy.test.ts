import { expect, test } from 'vitest'
import { allowsService } from './resource-policy.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:orders'
const API = 'arn:aws:execute-api:us-east-1:000000000000:api1/prod/GET/orders'
const statement = {
  Sid: 's1',
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: FUNCTION,
  Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:api1/*/GET/orders' } },
}
const request = {
  service: 'apigateway.amazonaws.com',
  sourceArn: API,
  action: 'lambda:InvokeFunction',
  resource: FUNCTION,
}

test('a service is let in for the source that a statement names', () => {
  expect(allowsService([statement], request)).toBe(true)
})

test('another service, source, action or function is not, and nobody without statements', () => {
  expect(allowsService([statement], { ...request, service: 'events.amazonaws.com' })).toBe(false)
  expect(allowsService([statement], { ...request, sourceArn: API.replace('api1', 'api2') })).toBe(false)
  expect(allowsService([statement], { ...request, sourceArn: undefined })).toBe(false)
  expect(allowsService([statement], { ...request, action: 'lambda:GetFunction' })).toBe(false)
  expect(allowsService([statement], { ...request, resource: `${FUNCTION}2` })).toBe(false)
  expect(allowsService([], request)).toBe(false)
})

test('a denial wins', () => {
  expect(allowsService([statement, { ...statement, Sid: 's2', Effect: 'Deny' }], request)).toBe(false)
})

test('a source account is compared', () => {
  const byAccount = { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } }
  expect(allowsService([byAccount], { ...request, sourceAccount: '000000000000' })).toBe(true)
  expect(allowsService([byAccount], { ...request, sourceAccount: '111111111111' })).toBe(false)
})
