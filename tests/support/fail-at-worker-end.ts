import type { TestProject, Vitest } from 'vitest/node'

const watched = new WeakSet<Vitest>()

/** Vitest has told the result of a run when its last workers end, and goes on to say that it passed whatever they throw. */
export default function failAtWorkerEnd({ vitest }: TestProject): void {
  if (watched.has(vitest)) return
  watched.add(vitest)
  vitest.onClose(() => {
    const errors = vitest.state.getUnhandledErrors().filter(isOfWorkerEnd)
    if (errors.length > 0) throw new AggregateError(errors, 'A worker failed at its end.')
  })
}

const isOfWorkerEnd = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === 'Teardown Error'
