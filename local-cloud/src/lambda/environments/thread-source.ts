import { Worker } from 'node:worker_threads'

export type ThreadSource = ReturnType<typeof threadSource>

/**
 * Worker threads for execution environments. One is kept ready ahead of its use for each memory size that was asked for, as Lambda
 * keeps micro-VMs warm: what remains of a cold start is the function's own initialisation.
 */
export function threadSource(entry: string) {
  const ready = new Map<number, Worker>()
  let closed = false

  const create = (memoryMb: number): Worker =>
    new Worker(entry, {
      // Nothing of the host: variables come with the start message.
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })

  return {
    take(memoryMb: number): Worker {
      const worker = ready.get(memoryMb)
      if (!worker) return create(memoryMb)
      ready.delete(memoryMb)
      worker.removeAllListeners()
      return worker
    },

    prepare(memoryMb: number): void {
      if (closed || ready.has(memoryMb)) return
      const worker = create(memoryMb)
      ready.set(memoryMb, worker)
      // A thread that does not start is reported by the environment that needs the next one.
      const forget = () => {
        if (ready.get(memoryMb) === worker) ready.delete(memoryMb)
      }
      worker.once('error', forget).once('exit', forget)
    },

    async close(): Promise<void> {
      closed = true
      const workers = [...ready.values()]
      ready.clear()
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
