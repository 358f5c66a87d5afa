import type { Workflow } from '../models.ts'
import { KINDS } from './workflow-texts.ts'

type Kind = Workflow['kind']

export interface ActionText {
  label: string
  /** What will happen, and what will not. */
  explain: string
  /** What was done, for the toast. */
  done: string
}

/** What becomes of a tenant when a workflow is undone. A kind that is not here is undone elsewhere, or not at all. */
const UNDONE: Partial<Record<Kind, string>> = {
  'change-tier': 'The tenant has its former tier again, and its former key. No request is lost.',
  'grow-shards': 'The tenant keeps the shards that it had. Nothing was written to the new ones yet.',
  export: 'It stops, and what it has written is deleted.',
  offboarding: 'The tenant stays, and its people have access again. Nothing of it was deleted yet.',
  restore: 'It stops, and what it has written is deleted again.',
  move: 'The tenant is served where it was. What was written at the new place is brought back.',
}

/** What becomes of a tenant when a workflow that was paused goes on. */
const CONFIRMED: Partial<Record<Kind, string>> = {
  move: 'The tenant stays at the new place, and its data at the old one is deleted. This cannot be undone.',
}

/** What an operator reads about something that can be done with a workflow; null where it is done on the tenant itself, as approving is. */
export function actionText(kind: Kind, action: Workflow['actions'][number]): ActionText | null {
  const name = KINDS[kind].toLowerCase()
  switch (action) {
    case 'retry':
      return {
        label: 'Retry',
        explain: 'It runs again. The history keeps why it failed.',
        done: `The ${name} runs again.`,
      }
    case 'undo':
      return textOf('Undo', UNDONE[kind], `The ${name} is being undone.`)
    case 'confirm':
      return textOf('Confirm', CONFIRMED[kind], `The ${name} goes on.`)
    default:
      return action satisfies never
  }
}

const textOf = (label: string, explain: string | undefined, done: string): ActionText | null =>
  explain === undefined ? null : { label, explain, done }
