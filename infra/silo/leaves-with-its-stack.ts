import { CfnResource, type IAspect, RemovalPolicy } from 'aws-cdk-lib'
import { CfnUserPool } from 'aws-cdk-lib/aws-cognito'
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb'
import type { IConstruct } from 'constructs'

/**
 * Has everything of a stack go with the stack, and be gone when its creation fails. What protects a silo is outside of it: termination
 * protection, and a stack policy against the replacement of what holds data.
 */
export const leavesWithItsStack: IAspect = {
  visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node)) return
    node.applyRemovalPolicy(RemovalPolicy.DESTROY)
    if (node instanceof CfnGlobalTable) node.addPropertyOverride('Replicas.0.DeletionProtectionEnabled', false)
    if (node instanceof CfnUserPool) node.deletionProtection = 'INACTIVE'
  },
}
