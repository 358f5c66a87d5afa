import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { leftOfSilo } from '../acceptance/left-of-silo.ts'
import { onboard, type Tenant } from '../acceptance/onboarding.ts'
import { operatorClient } from '../acceptance/operator-client.ts'
import { sessionsGoBy } from '../acceptance/session.ts'
import { account } from './account.ts'
import { called, read } from './api.ts'
import type { PartReport } from './part-report.ts'
import { type Random, random } from './random.ts'
import { freePort } from './soak.ts'
import { startVictim, type Victim } from './victim.ts'
import { Cut } from './writer.ts'
import { movingProducts } from './writers/moving-products.ts'

/** How far the clock goes forward at each look: a move waits for S several times. */
const LEAP_MS = 2_000
/** Looks before a kill, at most: about a third of a move. */
const MOST_LOOKS = 30
/** More than any move takes. */
const ALL_LOOKS = 400
const LOOK_APART_MS = 100

/**
 * A tenant moves between pool and silo, there and back, while products are made, changed and deleted; some moves are undone. The system is killed at any
 * step, and goes on: each move ends, nothing acknowledged is lost, and nothing is left where the tenant is not.
 */
export async function killedMoves(kills: number, seed: number, print: (line: string) => void): Promise<PartReport> {
  const dice = random(seed)
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-soak-'))
  const { directory: assembled } = await assembly(undefined, process.env)
  const awsPort = await freePort()
  const wrong: string[] = []
  const logged: string[] = []
  let aheadMs = 0
  let victim: Victim | undefined
  const start = async () => {
    victim = startVictim({ dataDir, awsPort, assembled, aheadMs, log: (line) => logged.push(line) })
    const endpoints = await victim.ready
    if (!endpoints) throw new Error('The system does not start.')
    sessionsGoBy(endpoints, () => Date.now() + aheadMs)
    return { endpoints, victim }
  }
  try {
    const first = await start()
    const tenant = await onboard(first.endpoints, 'Mover', 'ada@mover.example')
    const products = movingProducts(first.endpoints, tenant, dice)
    await first.victim.kill()
    for (let life = 1; life <= kills + 1; life++) {
      const { endpoints, victim } = await start()
      const isLast = life > kills
      const mover = openMover(endpoints, tenant, dice)
      await products.signIn()
      let step = ''
      for (let looks = isLast ? ALL_LOOKS : 1 + dice.below(MOST_LOOKS); looks > 0; looks--) {
        const isMoving = await mover.isMoving()
        // People write all the time, except while it is counted what there is.
        const writing = writeFor(products.write)
        await pause(LOOK_APART_MS)
        wrong.push(...(await writing.stop()))
        if (isMoving) {
          victim.leap(LEAP_MS)
          aheadMs += LEAP_MS
          step = isMoving
          continue
        }
        wrong.push(...(await products.check()), ...(await mover.left(aheadMs)))
        if (isLast && (await mover.isOver())) break
        step = await mover.act()
      }
      if (isLast && !(await mover.isOver())) wrong.push(`the last move does not end: it is in ${step}`)
      const last = writeFor(products.write)
      await victim.kill()
      await last.stop()
      print(`${life}/${kills + 1} killed in ${step}, after ${products.count()} writes: ${wrong.length} differences`)
    }
  } catch (error) {
    throw new Error(`The soak could not go on:\n${logged.slice(-20).join('\n')}`, { cause: error })
  } finally {
    await victim?.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { wrong }
}

/** Writes one thing after the other until it is stopped; answers what nobody but a kill explains. */
function writeFor(write: () => Promise<void>) {
  let isOver = false
  const surprises: string[] = []
  const loop = (async () => {
    while (!isOver) {
      try {
        await write()
      } catch (error) {
        if (error instanceof Cut) return
        surprises.push(`a write is refused: ${String(error)}`)
        return
      }
    }
  })()
  return {
    async stop(): Promise<string[]> {
      isOver = true
      await loop
      return surprises
    },
  }
}

/** What operators do with the tenant, as the dice say. */
function openMover(endpoints: Endpoints, { config: { tenantId } }: Tenant, dice: Random) {
  const operators = operatorClient({ endpoints })
  const path = `/tenants/${tenantId}`
  const found = () => read(() => operators.get(path))
  const workflow = (id: string) => read(() => operators.get(`${path}/workflows/${id}`))
  const post = (to: string, body?: object) => called(operators.post(`${path}${to}`, body))

  return {
    /** The step that runs, or that is to run; null while the tenant waits for somebody, or for nothing. */
    async isMoving(): Promise<string | null> {
      const { workflowId } = await found()
      if (workflowId === null) return null
      const { status, steps } = await workflow(workflowId)
      if (status === 'waiting') return null
      return steps.find((one: { status: string }) => one.status === 'running')?.name ?? status
    },
    isOver: async () => (await found()).workflowId === null,
    /** Moves the tenant, or says how the move goes on. */
    async act(): Promise<string> {
      const { workflowId, deployment } = await found()
      if (workflowId === null) {
        const tier = deployment.kind === 'pool' ? 'Platinum' : 'Basic'
        await post('/change-tier', { tier, force: true })
        return `a move to ${tier}`
      }
      const word = dice.below(3) === 0 ? 'undo' : 'confirm'
      await post(`/workflows/${workflowId}/${word}`)
      return word
    },
    /** What is left of a silo that the tenant is not in. */
    async left(aheadMs: number): Promise<string[]> {
      const { workflowId, deployment } = await found()
      if (workflowId !== null || deployment.kind === 'silo') return []
      return (await leftOfSilo({ ...account(endpoints), systemClockOffset: aheadMs }, tenantId)).map(
        (name) => `left of the silo: ${name}`,
      )
    },
  }
}
