import { Worker } from 'node:worker_threads'
import { BadInput } from '../files/bad-input.ts'
import type { RecordSink } from './scan-files.ts'
import { buffersOf, type UsageBatch } from './usage-batch.ts'

export interface ScanTask {
  files: string[]
  known: string[]
}

export type FromScanner =
  | { kind: 'batch'; batch: UsageBatch; file: string }
  | { kind: 'bad'; file: string; line: number; what: string }
  | { kind: 'read'; bytes: number }
  | { kind: 'done'; tenants: readonly string[] }
  | { kind: 'failed'; error: unknown; name: string }

/** Does what `scanFiles` does in a thread of its own, so that reading and counting go on at the same time. */
export async function scanInWorker(task: ScanTask, sink: Omit<RecordSink, 'next'>): Promise<readonly string[]> {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData: task, stdin: false })
  try {
    return await new Promise((resolve, reject) => {
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('The thread that reads usage files ended early.')))
      worker.on('message', (message: FromScanner) => {
        try {
          if (message.kind === 'done') resolve(message.tenants)
          else if (message.kind === 'failed') reject(rebuilt(message))
          else if (message.kind === 'read') sink.read(message.bytes)
          else if (message.kind === 'bad') sink.bad(message.file, message.line, message.what)
          else {
            sink.take(message.batch, message.file)
            worker.postMessage(message.batch, buffersOf(message.batch))
          }
        } catch (error) {
          reject(error)
        }
      })
    })
  } finally {
    await worker.terminate()
  }
}

/** Errors lose their class on the way between threads. */
const rebuilt = ({ error, name }: { error: unknown; name: string }): unknown =>
  name === 'BadInput' && error instanceof Error ? new BadInput(error.message, { cause: error }) : error
