import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** How often DynamoDB was called since. */
export interface CutOff {
  calls(): number
}

/**
 * Ends a function's process at its nth call of DynamoDB, before the call or after it: no later call is made either. Null lets every call pass,
 * and counts them.
 */
export function cutOffAt(client: DynamoDBClient, at: { nth: number; when: 'before' | 'after' } | null): CutOff {
  let calls = 0
  let isDead = false
  client.middlewareStack.remove('cutOff')
  client.middlewareStack.add(
    (next) => async (args) => {
      if (isDead) throw new Error('The process has ended')
      calls++
      isDead = calls === at?.nth
      if (isDead && at?.when === 'before') throw new Error('The process has ended')
      const answer = await next(args)
      if (isDead) throw new Error('The process has ended')
      return answer
    },
    { name: 'cutOff', step: 'initialize' },
  )
  return { calls: () => calls }
}
