import { templateError } from '../../intrinsics/intrinsic.ts'
import { requireRoom } from '../../require-room.ts'
import type { Engine } from '../../stack-run.ts'
import type { Stack } from '../../stores/stack-store.ts'

/** A stack with an ARN and nothing else, which waits for one of its change sets. */
export function newStack(engine: Engine, name: string): Stack {
  const { context } = engine
  if (name.startsWith('arn:')) throw templateError('A new stack is named, not given an ARN.')
  requireRoom(engine)
  return {
    name,
    id: `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${name}/${context.ids.uuid()}`,
    status: 'REVIEW_IN_PROGRESS',
    template: '',
    parameters: {},
    outputs: [],
    tags: {},
    terminationProtection: false,
    imports: {},
    ...{ reason: null, description: null, fingerprint: null, changeSetId: null, roleArn: null, operation: null },
    clientRequestToken: null,
    createdAt: context.clock.now(),
    ...{ updatedAt: null, deletedAt: null },
  }
}
