import { readFileSync } from 'node:fs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Command, command } from './model/command.ts'
import { type Observation, Player } from './model/player.ts'
import { options } from './options.ts'
import { type LocalSystem, localSystem } from './world/local-system.ts'
import { liftUsagePlans } from './world/local-world.ts'
import { routesOf } from './world/route.ts'
import { tenantWorld } from './world/tenant-world.ts'

// Three tenants at once, beside one that does the same alone: whatever they do, none can tell that the others are there.
const TENANTS = 3
/** A busy machine must not look like a leak. */
const ENOUGH_MS = 1_800_000
/** Work without a request changes entities at its own pace: what one run of a game sees must differ each time to be another's doing. */
const TRIES = 3
const {
  TENANTRY_DEPLOYED_ENDPOINTS: deployed,
  TENANTRY_ATTACK_SEED: seed,
  TENANTRY_ATTACK_COUNT: count,
  TENANTRY_ATTACK_SHARE: share,
} = options
const LEAST_GAMES = 3
let system: LocalSystem | null = null
const players: Player[] = []
let alone: Player
let played = 0

beforeAll(async () => {
  system = deployed ? null : await localSystem()
  const endpoints: Endpoints = system?.endpoints ?? JSON.parse(readFileSync(deployed ?? '', 'utf8'))
  const run = Date.now().toString(36)
  const player = async (name: string) => {
    const tenant = await tenantWorld(endpoints, `${name} ${run}`)
    return new Player(tenant, await routesOf(tenant.config.apiUrl))
  }
  for (let at = 0; at < TENANTS; at++) players.push(await player(`Model ${at}`))
  for (const one of players) one.others.push(...players.filter((other) => other !== one))
  alone = await player('Alone')
  // Plans are made with their first tenants.
  if (system) await liftUsagePlans(system)
}, ENOUGH_MS)

afterAll(async () => {
  console.log(`model: ${played} calls of ${TENANTS} tenants at once, each as if it were alone (seed ${seed})`)
  await system?.close()
})

test(
  'no tenant observes, changes or infers anything of another, whatever all of them do at once',
  async () => {
    const sequence = fc.array(command, { minLength: 3, maxLength: 14 })
    const all = fc.array(sequence, { minLength: TENANTS, maxLength: TENANTS })
    await fc.assert(
      fc.asyncProperty(all, async (sequences) => {
        for (let tries = 1; tries < TRIES; tries++) {
          const { atOnce, one } = await playAll(sequences)
          if (JSON.stringify(atOnce) === JSON.stringify(one)) return
        }
        const { atOnce, one } = await playAll(sequences)
        expect(atOnce, 'what is seen at once, beside what is seen alone').toEqual(one)
      }),
      { seed, numRuns: Math.max(LEAST_GAMES, Math.round(count / share)), endOnFailure: false },
    )
  },
  ENOUGH_MS,
)

async function playAll(sequences: Command[][]): Promise<{ atOnce: Observation[][]; one: Observation[][] }> {
  const observed = await Promise.all(players.map((player, at) => playOne(player, sequences[at] ?? [])))
  const atOnce = await Promise.all(
    players.map(async (player, at) => [...(observed[at] ?? []), ...(await player.everything())]),
  )
  await Promise.all(players.map((player) => player.clear()))
  const one: Observation[][] = []
  for (const sequence of sequences) {
    one.push([...(await playOne(alone, sequence)), ...(await alone.everything())])
    await alone.clear()
  }
  return { atOnce, one }
}

async function playOne(player: Player, commands: Command[]): Promise<Observation[]> {
  const observations: Observation[] = []
  for (const one of commands) observations.push(await player.play(one))
  played += observations.length
  return observations
}
