import { AwsError } from '../../core/aws-error.ts'
import { sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'

/** Runs a batch entry by entry: what one is refused for is answered beside the others' results. */
export function runBatch<Entry extends { Id: string }, Result extends object>(
  entries: Entry[],
  work: (entry: Entry) => Result,
) {
  if (entries.length === 0) throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.')
  if (entries.length > LIMITS.batchEntries) {
    const text = `Maximum number of entries per request are ${LIMITS.batchEntries}. You have sent ${entries.length}.`
    throw sqsError('TooManyEntriesInBatchRequest', text)
  }
  const repeated = entries.find(({ Id }, index) => entries.findIndex((other) => other.Id === Id) < index)
  if (repeated) throw sqsError('BatchEntryIdsNotDistinct', `Id ${repeated.Id} repeated.`)
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) {
    const text =
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.'
    throw sqsError('InvalidBatchEntryId', text)
  }
  const Successful: ({ Id: string } & Result)[] = []
  const Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[] = []
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...work(entry) })
    } catch (error) {
      if (!(error instanceof AwsError) || error.status >= 500) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) }
}
