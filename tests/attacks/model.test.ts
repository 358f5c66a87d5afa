import { readFileSync } from 'node:fs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Command, command } from './model/command.ts'
import { type Observation, Player } from './model/player.ts'
import { options } from './options.ts'
import { type LocalSystem, localSystem } from './world/local-system.ts'
import { liftUsagePlans } from './world/local-world.ts'
import { tenantWorld } from './world/tenant-world.ts'

// Three tenants at once, against a model of each alone: whatever they do, none can tell that the others are there.
const TENANTS = 3
/** A busy machine must not look like a leak. */
const ENOUGH_MS = 1_800_000
const { TENANTRY_DEPLOYED_ENDPOINTS: deployed, TENANTRY_ATTACK_SEED: seed, TENANTRY_ATTACK_COUNT: count } = options
let system: LocalSystem | null = null
const players: Player[] = []
let played = 0

beforeAll(async () => {
  system = deployed ? null : await localSystem()
  const endpoints: Endpoints = system?.endpoints ?? JSON.parse(readFileSync(deployed ?? '', 'utf8'))
  if (system) await liftUsagePlans(system)
  const run = Date.now().toString(36)
  for (let at = 0; at < TENANTS; at++) players.push(new Player(await tenantWorld(endpoints, `Model ${at} ${run}`)))
  for (const player of players) player.others.push(...players.filter((other) => other !== player))
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
    await fc.assert(fc.asyncProperty(all, playAll), { seed, numRuns: count, endOnFailure: false })
  },
  ENOUGH_MS,
)

async function playAll(sequences: Command[][]): Promise<void> {
  const observed = await Promise.all(players.map((player, at) => playOne(player, sequences[at] ?? [])))
  const ends = await Promise.all(players.map((player) => player.everything()))
  await Promise.all(players.map((player) => player.clear()))
  for (const { command, seen, expected } of [...observed.flat(), ...ends])
    expect({ command, answer: seen }).toEqual({ command, answer: expected })
}

async function playOne(player: Player, commands: Command[]): Promise<Observation[]> {
  const observations: Observation[] = []
  for (const one of commands) {
    const observation = await player.play(one)
    if (observation) observations.push(observation)
  }
  played += observations.length
  return observations
}
