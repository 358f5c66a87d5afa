// The local cloud's user pools in this process, for tests of what the product does with one.
export { testCognito, testPool } from '@tenantry/local-cloud/cognito/cognito-fixture.ts'
