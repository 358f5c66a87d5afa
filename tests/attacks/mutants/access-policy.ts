import { resourceOf, type Template } from '../world/edit-assembly.ts'
import type { Change } from './change.ts'
import { template } from './mutant.ts'

export interface Statement {
  Action: string | string[]
  Effect: 'Allow'
  Resource: unknown
  Condition?: Record<string, Record<string, string | string[]>>
}

/** Changes the statements of the tenant access role's own policy. */
export const accessPolicy = (change: (statements: Statement[], stack: Template) => void): Change =>
  template('AppPlane', (stack) => {
    change(
      resourceOf(stack, 'AWS::IAM::Policy', 'TenantAccessDefaultPolicy').properties.PolicyDocument.Statement,
      stack,
    )
  })

/** Changes the conditions of the tenant access role's trust policy. */
export const trustPolicy = (change: (conditions: Record<string, unknown>) => void): Change =>
  template('AppPlane', (stack) => {
    const { properties } = resourceOf(stack, 'AWS::IAM::Role', 'TenantAccess')
    for (const { Condition } of properties.AssumeRolePolicyDocument.Statement) change(Condition)
  })
