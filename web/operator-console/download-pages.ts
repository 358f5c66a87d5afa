import { NEXT_CURSOR_HEADER } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'

/** More than a spreadsheet likes, and less than a tab's memory. */
const MOST_ROWS = 50_000

type FetchPage = (page: { limit: number; cursor?: string | undefined }) => Promise<{ text: string; headers: Headers }>

/** Fetches a list page by page in a format of files. A page has `limit` rows. `isWhole` is false where there is more than one file should have. */
export async function downloadPages(
  fetchPage: FetchPage,
  { type, limit }: { type: string; limit: number },
): Promise<{ blob: Blob; isWhole: boolean }> {
  const parts: string[] = []
  let cursor: string | undefined
  for (let rows = 0; rows < MOST_ROWS; rows += limit) {
    const { text, headers } = await fetchPage({ limit, cursor })
    parts.push(text)
    cursor = headers.get(NEXT_CURSOR_HEADER) ?? undefined
    if (cursor === undefined) break
  }
  return { blob: new Blob(parts, { type }), isWhole: cursor === undefined }
}
