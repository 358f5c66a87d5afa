import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Arrivals } from '../arrivals.ts'
import { LIMITS } from '../limits.ts'
import type { QueueNames } from '../queue-names.ts'
import type { MessageStore } from '../stores/message-store.ts'
import type { MoveTask, MoveTaskStore } from '../stores/move-task-store.ts'
import type { QueueStore } from '../stores/queue-store.ts'

const TICK_MS = 1000

export type Mover = ReturnType<typeof mover>

/** Carries out running tasks, second by second; each second's messages and the task's count are one transaction, so a restart goes on where it stopped. */
export function mover({
  context,
  names,
  queues,
  messages,
  tasks,
  arrivals,
}: {
  context: CloudContext
  names: QueueNames
  queues: QueueStore
  messages: MessageStore
  tasks: MoveTaskStore
  arrivals: Arrivals
}) {
  const { clock, database } = context
  const timers = new Map<string, () => void>()
  let closed = false

  const tick = (handle: string): void => {
    timers.delete(handle)
    const task = tasks.find(handle)
    if (closed || task?.status !== 'RUNNING') return
    const { next, reached } = transaction(database, () => step(task))
    for (const queue of reached) arrivals.wake(queue)
    if (next.status === 'RUNNING')
      timers.set(
        handle,
        clock.after(TICK_MS, () => tick(handle)),
      )
  }

  const step = (task: MoveTask): { next: MoveTask; reached: Iterable<string> } => {
    const most = task.perSecond ?? LIMITS.movedPerSecond
    let failure = ''
    const { moved, stuck } = messages.redrive(task.source, most, ({ deadLetterSource }) => {
      const target = task.destination ?? names.ofArn(deadLetterSource ?? '')
      if (target === undefined) failure = 'CouldNotDetermineMessageSource'
      else if (!queues.find(target)) failure = 'AWS.SimpleQueueService.NonExistentQueue'
      return failure ? undefined : target
    })
    const count = [...moved.values()].reduce((sum, n) => sum + n, 0)
    const status = stuck ? 'FAILED' : count < most ? 'COMPLETED' : 'RUNNING'
    const next = { ...task, moved: task.moved + count, status, failure: failure || null } satisfies MoveTask
    tasks.put(next)
    return { next, reached: moved.keys() }
  }

  return {
    /** The first messages go at once. */
    begin: (handle: string): void =>
      void timers.set(
        handle,
        clock.after(0, () => tick(handle)),
      ),

    /** Takes up what an earlier run has left. */
    start(): void {
      for (const { handle } of tasks.running()) this.begin(handle)
    },

    close(): void {
      closed = true
      for (const cancel of timers.values()) cancel()
    },
  }
}
