import * as z from 'zod/mini'
import { awaitAnswer } from '../../workflows/workflow.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'
import { Input } from './input.ts'

/** Has all shards read, the new ones too, before anything is written to those; the app plane answers when its directory says so. */
export const readShards: RunStep<WorkServices> = async (services, work, { step, taskToken }) => {
  if (taskToken === undefined) throw new Error(`${step} was given no task token`)
  const { shards } = z.parse(Input, work.workflow.input)
  return advance(
    services,
    work,
    { type: 'shards-announced', shards },
    {
      workflow: ({ sequence }, at) => awaitAnswer(work.workflow, 'read-shards', { sequence, taskToken, at }),
      event: { type: 'sbt_aws_updateRequest' },
    },
  )
}
