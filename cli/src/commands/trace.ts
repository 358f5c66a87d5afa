import { RequestView, StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { PLAIN, painted } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { BadUsage } from '../command/declare-command.ts'
import type { Column } from '../command/format-table.ts'
import { jsonLine } from '../command/json-line.ts'
import { readMoment } from '../command/moments.ts'
import {
  declareOperatorCommand,
  LIST_OPTIONS,
  readChoice,
  readCount,
  showList,
} from '../operator/declare-operator-command.ts'
import { findTenant } from '../operator/find-tenant.ts'
import { formatStory } from '../operator/format-story.ts'
import { readList } from '../operator/read-list.ts'
import { readSpan, SPAN_OPTIONS } from '../operator/span-options.ts'

const COLUMNS: Column<RequestView>[] = [
  { title: 'TIME (UTC)', value: ({ time }) => time.slice(5, 19).replace('T', ' ') },
  { title: 'HTTP', value: ({ status }) => status },
  { title: 'MS', value: ({ durationMs }) => Math.round(durationMs) },
  { title: 'OPERATION', value: ({ operation }) => operation, elastic: true },
  { title: 'REQUEST', value: ({ requestId }) => requestId },
]

/** What happened to a request, or a tenant's requests that it is worth asking about. */
export const trace = declareOperatorCommand({
  name: 'trace',
  about:
    "A request's story: what was logged on its way, over all hops, and its trace where it was sampled.\nWithout a request: those of a tenant that failed, were throttled or slow, newest first.",
  args: ['[request]'],
  options: {
    tenant: { value: 'T', help: "a tenant's name or id; a request's story is found sooner by it" },
    at: { value: 'TIME', help: 'when the request was, for its story to be found sooner' },
    why: { value: 'W', help: 'of a tenant’s requests: failed, throttled or slow' },
    ...SPAN_OPTIONS,
    ...LIST_OPTIONS,
  },
  more: "A request's id is in the answer's headers and in each error; that of an event, a message or a workflow's step will do, too.",
  async run({ values, args: [requestId], api, controlPlaneApi, ...shown }) {
    const why = readChoice('why', values.why, RequestView.shape.why.options)
    const span = readSpan(values)
    const at = values.at === undefined ? undefined : readMoment('at', values.at, Date.now())
    const limit = readCount('limit', values.limit, 10_000)
    const tenant = values.tenant === undefined ? null : await findTenant(api, controlPlaneApi, values.tenant)
    if (requestId === undefined) {
      if (!tenant) throw new BadUsage('Give the id of a request, or --tenant to see which of its requests failed.')
      const asked = { query: { ...span, why }, limit, cursor: values.cursor, pageSize: 1000 }
      return showList(await readList(api, `/tenants/${tenant.tenantId}/requests`, RequestView, asked), COLUMNS, shown)
    }
    const path = `/stories/${encodeURIComponent(requestId)}`
    const story = await api.get(path, StoryView, { tenantId: tenant?.tenantId, at })
    console.log(
      shown.json ? jsonLine(story) : formatStory(story, process.stdout.isTTY ? painted(process.stdout) : PLAIN),
    )
  },
})
