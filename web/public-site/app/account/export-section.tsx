import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../../../shared/app/confirm-dialog.tsx'
import { ExportFiles } from '../../../shared/app/export-files.tsx'
import { LineSkeleton } from '../../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { refreshLists } from '../../../shared/app/refresh-lists.ts'
import { useToast } from '../../../shared/app/toasts.tsx'
import { When } from '../../../shared/app/when.tsx'
import { useSession } from '../session/session.tsx'

const AT_WORK_MS = 3_000
const CALM_MS = 60_000

/** The exports of the tenant's data, to download, and a way to ask for another one. */
export function ExportSection() {
  const { tenant, api } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['exports', tenant.tenantId],
    queryFn: ({ signal }) => api('listExports', {}, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ manifest }) => manifest === null) ? AT_WORK_MS : CALM_MS,
  })
  async function ask() {
    await api('requestExport', {})
    await refreshLists(queries, 'exports')
    toast('success', 'The export begins. It stands here when it is complete.')
  }
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setAsking(true)}>Export the data</Button>}>
          Exports
        </Header>
      }
    >
      <SpaceBetween size="s">
        {error && !data && <ProblemAlert error={error} retry={() => void refetch()} />}
        {!error && !data && <LineSkeleton />}
        {data?.items.length === 0 && (
          <Box color="text-body-secondary">There is none yet. An export holds all that your tenant has, as files.</Box>
        )}
        {data?.items.map(({ id, manifest }) =>
          manifest ? (
            <ExpandableSection
              key={id}
              headerText={
                <>
                  Export of <When at={manifest.exportedAt} />
                </>
              }
            >
              <ExportFiles
                manifest={manifest}
                linkTo={async (file) => (await api('linkOwnExport', { params: { id }, query: { file } })).url}
              />
            </ExpandableSection>
          ) : (
            <StatusIndicator key={id} type="in-progress">
              An export is being written
            </StatusIndicator>
          ),
        )}
      </SpaceBetween>
      {isAsking && (
        <ConfirmDialog
          title={`Export the data of ${tenant.name}?`}
          confirm="Export"
          onConfirm={ask}
          onClose={() => setAsking(false)}
        >
          All that your tenant has is written into files, people and their roles too. You can work meanwhile; what
          changes during the export may be in the files or not.
        </ConfirmDialog>
      )}
    </Container>
  )
}
