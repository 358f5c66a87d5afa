/** A deployment that was rolled back: which resource of which stack failed, and why. */
export class DeploymentFailed extends Error {
  readonly stackName: string
  readonly logicalId: string
  readonly reason: string

  constructor(stack: string, logicalId: string, reason: string) {
    super(
      logicalId === stack
        ? `The stack ${stack} failed: ${reason}`
        : `The stack ${stack} failed at ${logicalId}: ${reason}`,
    )
    this.name = 'DeploymentFailed'
    this.stackName = stack
    this.logicalId = logicalId
    this.reason = reason
  }
}
