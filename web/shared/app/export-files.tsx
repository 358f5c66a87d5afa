import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { type ExportManifest, MANIFEST } from '@tenantry/contracts/exports.ts'
import { useState } from 'react'
import { bytesText, countText } from './amounts.ts'
import { ListTable } from './list-table.tsx'
import { problemText } from './problem-alert.tsx'

export interface ExportFilesProps {
  manifest: ExportManifest
  /** Signs a link to a file, when it is clicked: whoever has it can open the file. Null where the person may not have one. */
  linkTo: ((file: string) => Promise<string>) | null
}

interface Row {
  name: string
  store: string
  items: number | null
  bytes: number | null
}

/** The files of an export. */
export function ExportFiles({ manifest: { files }, linkTo }: ExportFilesProps) {
  const rows: Row[] = [
    { name: MANIFEST, store: 'what the export holds, with the hash of each file', items: null, bytes: null },
    ...files,
  ]
  return (
    <ListTable
      label="Files of the export"
      items={rows}
      rowId={({ name }) => name}
      empty={<Box color="text-body-secondary">The tenant had nothing.</Box>}
      columns={[
        { id: 'name', header: 'File', isRowHeader: true, cell: ({ name }) => name },
        { id: 'store', header: 'Holds', cell: ({ store }) => store },
        { id: 'items', header: 'Items', cell: (file) => (file.items === null ? '—' : countText(file.items)) },
        { id: 'bytes', header: 'Size', cell: (file) => (file.bytes === null ? '—' : bytesText(file.bytes)) },
        ...(linkTo
          ? [
              {
                id: 'download',
                header: 'Download',
                cell: ({ name }: Row) => <Download file={name} linkTo={linkTo} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Download({ file, linkTo }: { file: string; linkTo: (file: string) => Promise<string> }) {
  const [error, setError] = useState<unknown>(null)
  const download = () => {
    setError(null)
    linkTo(file).then((url) => window.location.assign(url), setError)
  }
  return (
    <>
      <Button variant="inline-link" ariaLabel={`Download ${file}`} onClick={download}>
        Download
      </Button>
      {error !== null && <div>{problemText(error)}</div>}
    </>
  )
}
