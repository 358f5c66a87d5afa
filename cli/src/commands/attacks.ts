import { resolve } from 'node:path'
import { declareCommand } from '../command/declare-command.ts'
import { test } from './test.ts'

/** The attack suite with its model and its mutants, on this machine or on any deployed stack. */
export const attacks = declareCommand({
  name: 'attacks',
  about: 'The attack suite with its model and its mutants, on this machine or on any deployed stack.',
  options: {
    deployed: { value: 'FILE', help: 'the endpoints file of deployed stacks' },
    seed: { value: 'N', help: 'what is generated' },
    count: { value: 'N', help: 'how much of it is generated' },
    share: {
      value: 'N',
      default: '1',
      help: 'makes one in so many of the attempts; npm test makes one in ten, and one in ten mutants',
    },
    only: { value: 'NAME', help: 'those attempts alone whose names have this part' },
  },
  async run({ values: { deployed, seed, count, share, only } }, env) {
    const files = only === undefined ? ['tests/attacks'] : ['tests/attacks/attacks.test.ts']
    return test(files, {
      ...env,
      TENANTRY_ATTACK_SHARE: share,
      ...(deployed !== undefined && { TENANTRY_DEPLOYED_ENDPOINTS: resolve(deployed) }),
      ...(seed !== undefined && { TENANTRY_ATTACK_SEED: seed }),
      ...(count !== undefined && { TENANTRY_ATTACK_COUNT: count }),
      ...(only !== undefined && { TENANTRY_ATTACK_ONLY: only }),
    })
  },
})
