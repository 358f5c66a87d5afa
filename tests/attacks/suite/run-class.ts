import { setTimeout as wait } from 'node:timers/promises'
import { type AttackClass, type Attempt, nameOf } from './attempt.ts'
import { oneIn } from './one-in.ts'

export interface Failure {
  /** `<operation> · <role> · <mutation>` */
  attempt: string
  expected: string
  answer: string
}

export interface ClassReport {
  name: string
  /** Distinct operation × role × mutation that were tried. */
  attempts: number
  /** How many of them there are. */
  known: number
  controls: number
  /** Attempts that were not answered exactly as they must be. */
  leaks: Failure[]
  /** Rightful calls that failed, and operations that are attacked without one. */
  brokenControls: Failure[]
  skipped: string[]
}

/** More would only start more environments of each function. */
const CONCURRENCY = 4

/** How often a server that had no time is asked again. */
const PATIENCE = 3

/**
 * Runs the controls of a class, then one in `share` of its attempts, as far as their names contain `only`. Controls that are `proved` already,
 * because another class has the same, are not made again, and those that succeed are added.
 */
export async function runClass(
  attackClass: AttackClass,
  only = '',
  {
    patience = PATIENCE,
    share = 1,
    proved = new Set(),
  }: { patience?: number; share?: number; proved?: Set<string> } = {},
): Promise<ClassReport> {
  const { name, skipped } = attackClass
  const all = distinct(attackClass.attempts).filter((attempt) => nameOf(attempt).includes(only))
  const attempts = oneIn(share, all)
  const attacked = new Set(attempts.map(({ operation }) => operation))
  const controls = attackClass.controls.filter(({ operation }) => attacked.has(operation))
  const uncontrolled = [...attacked].filter((operation) => !controls.some((one) => one.operation === operation))
  const brokenControls = await failuresOf(
    controls.filter((control) => !proved.has(nameOf(control))),
    PATIENCE,
  )
  const broken = new Set(brokenControls.map(({ attempt }) => attempt))
  for (const name of controls.map(nameOf)) if (!broken.has(name)) proved.add(name)
  return {
    name,
    skipped,
    controls: controls.length,
    brokenControls: [
      ...brokenControls,
      ...uncontrolled.map((operation) => ({ attempt: operation, expected: 'a positive control', answer: 'none' })),
    ],
    attempts: attempts.length,
    known: all.length,
    leaks: await failuresOf(attempts, patience),
  }
}

async function failuresOf(attempts: Attempt[], patience: number): Promise<Failure[]> {
  const failures: Failure[] = []
  const queue = attempts.values()
  const worker = async () => {
    for (const attempt of queue) {
      const answer = await patiently(attempt, patience)
      if (answer !== attempt.expected) failures.push({ attempt: nameOf(attempt), expected: attempt.expected, answer })
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
  return failures
}

const BROKE_OFF = 'the call broke off'

/** Whether an attempt got no answer at all, which is no leak of a system that was changed so that it leaks. */
export const brokeOff = ({ answer }: Failure): boolean => answer.startsWith(BROKE_OFF)

/** The answer; a busy machine that does not answer in time is asked anew, with whatever the call uses up made anew. No answer is never what is looked for. */
async function patiently({ send }: Attempt, patience: number): Promise<string> {
  for (let failures = 1; ; failures++) {
    const answer = await send().catch((error: unknown) => `${BROKE_OFF}: ${error}`)
    const most = answer.startsWith(BROKE_OFF) ? PATIENCE : /^5\d\d\b/.test(answer) ? patience : 0
    if (failures > most) return answer
    await wait(1000)
  }
}

function distinct(attempts: Attempt[]): Attempt[] {
  return [...new Map(attempts.map((attempt) => [nameOf(attempt), attempt])).values()]
}
