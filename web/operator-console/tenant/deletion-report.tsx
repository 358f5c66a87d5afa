import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { DeletionReport as Report } from '@tenantry/contracts/deletion-report.ts'
import { ListTable } from '../../shared/app/list-table.tsx'
import { When } from '../../shared/app/when.tsx'

const whole = new Intl.NumberFormat()

/** What an offboarding has deleted, as it was counted before and after, and what remains until when. */
export function DeletionReport({ report }: { report: Report }) {
  const { stores, controlPlane, people, silo, remains, deletedAt } = report
  const counted = [
    ...Object.entries(stores).map(([store, counts]) => ({ store, ...counts })),
    { store: 'control plane: people', ...controlPlane.people },
    { store: 'control plane: API keys', ...controlPlane.apiKeys },
    { store: 'control plane: names', ...controlPlane.names },
  ]
  return (
    <SpaceBetween size="m">
      <Box>
        Deleted <When at={deletedAt} />. {whole.format(people.members)} members; {whole.format(people.accounts)} of them
        belonged to no other tenant, and their accounts are gone.
      </Box>
      {silo && (
        <ListTable
          label={`Stack ${silo.stack}`}
          items={Object.entries(silo.resources).map(([type, count]) => ({ type, count }))}
          rowId={({ type }) => type}
          empty="CloudFormation recorded nothing."
          columns={[
            { id: 'type', header: 'Resources', isRowHeader: true, cell: ({ type }) => type },
            { id: 'count', header: 'Deleted', cell: ({ count }) => whole.format(count) },
          ]}
        />
      )}
      <ListTable
        label="What was deleted"
        items={counted}
        rowId={({ store }) => store}
        empty="It had nothing."
        columns={[
          { id: 'store', header: 'Store', isRowHeader: true, cell: ({ store }) => store },
          { id: 'before', header: 'Before', cell: ({ before }) => whole.format(before) },
          { id: 'after', header: 'After', cell: ({ after }) => whole.format(after) },
        ]}
      />
      <ListTable
        label="What remains"
        items={remains}
        rowId={({ what }) => what}
        empty="Nothing remains."
        columns={[
          { id: 'what', header: 'What remains', isRowHeader: true, cell: ({ what }) => what },
          { id: 'why', header: 'Why', cell: ({ why }) => why },
          { id: 'until', header: 'Until', cell: ({ until }) => (until === null ? 'For good' : <When at={until} />) },
        ]}
      />
    </SpaceBetween>
  )
}
