import { FailedMessage, Redrive } from '@tenantry/contracts/control-plane-api/failed-message-schemas.ts'
import { BadUsage } from '../command/declare-command.ts'
import type { Column } from '../command/format-table.ts'
import { jsonLine } from '../command/json-line.ts'
import { showMinute } from '../command/moments.ts'
import { declareOperatorCommand, LIST_OPTIONS, readCount, showList } from '../operator/declare-operator-command.ts'
import { readList } from '../operator/read-list.ts'

const COLUMNS: Column<FailedMessage>[] = [
  { title: 'SENT (UTC)', value: ({ sentAt }) => showMinute(sentAt) },
  { title: 'CONSUMER', value: ({ consumer }) => consumer, elastic: true },
  { title: 'SILO', value: ({ silo }) => silo },
  { title: 'TENANT', value: ({ tenantId }) => tenantId },
  { title: 'EVENT', value: ({ type }) => type, elastic: true },
  { title: 'TRIES', value: ({ attempts }) => attempts },
  { title: 'ABOUT', value: ({ subject }) => subject, elastic: true },
]

/** Messages that ran out of retries, and their second chance. */
export const failedMessages = declareOperatorCommand({
  name: 'failed-messages',
  about:
    'Messages that ran out of retries, oldest first, or gives them to their functions again.\nA look hides them from other looks for a moment.',
  options: {
    redrive: { help: 'gives the failed messages to their functions again' },
    consumer: { value: 'C', help: 'with --redrive, those of one function alone, as CONSUMER shows it' },
    silo: { value: 'T', help: "with --redrive, those of one tenant's silo alone, as SILO shows it" },
    ...LIST_OPTIONS,
  },
  async run({ values, api, ...shown }) {
    const { redrive, consumer, silo, cursor } = values
    const limit = readCount('limit', values.limit, 10_000)
    if (consumer !== undefined && !redrive) throw new BadUsage('--consumer goes with --redrive alone.')
    if (silo !== undefined && !redrive) throw new BadUsage('--silo goes with --redrive alone.')
    if (!redrive) {
      return showList(
        await readList(api, '/failed-messages', FailedMessage, { limit, cursor, pageSize: 100 }),
        COLUMNS,
        shown,
      )
    }
    const { messages } = await api.post('/failed-messages/redrive', Redrive, { consumer, silo })
    console.log(shown.json ? jsonLine({ messages }) : `${messages} messages go to their functions again.`)
  },
})
