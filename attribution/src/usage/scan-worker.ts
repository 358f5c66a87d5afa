// The thread that reads usage files. It hands over batches and gets their memory back.
import { once } from 'node:events'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { scanFiles } from './scan-files.ts'
import type { FromScanner, ScanTask } from './scan-in-worker.ts'
import { buffersOf, emptied, makeBatch, type UsageBatch } from './usage-batch.ts'

/** So many batches may wait to be counted. */
const MOST = 8

const port = parentPort as MessagePort
const { files, known } = workerData as ScanTask
const say = (message: FromScanner, transferred: ArrayBuffer[] = []) => port.postMessage(message, transferred)

const free: UsageBatch[] = []
let waiting = 0
port.on('message', (batch: UsageBatch) => {
  waiting--
  free.push(emptied(batch))
})

try {
  const tenants = await scanFiles(files, known, {
    next: () => free.pop() ?? makeBatch(),
    take(batch, file) {
      waiting++
      say({ kind: 'batch', batch, file }, buffersOf(batch))
    },
    bad: (file, line, what) => say({ kind: 'bad', file, line, what }),
    read: (bytes) => say({ kind: 'read', bytes }),
    async pause() {
      while (waiting > MOST) await once(port, 'message')
    },
  })
  say({ kind: 'done', tenants })
} catch (error) {
  say({ kind: 'failed', error, name: error instanceof Error ? error.name : '' })
}
port.close()
