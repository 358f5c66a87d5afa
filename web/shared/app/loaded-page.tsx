import type { BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { Page } from './page.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { ProblemAlert } from './problem-alert.tsx'

export interface LoadedPageProps<Item> {
  query: { data: Item | undefined; error: unknown; refetch(): unknown }
  /** In the place of the page when there is no such thing. */
  notFound: ReactNode
  crumbs?: BreadcrumbGroupProps.Item[]
  title(item: Item): string
  actions?(item: Item): ReactNode
  children(item: Item): ReactNode
}

/** The page of one thing that has to be read first. */
export function LoadedPage<Item>({ query, notFound, crumbs = [], title, actions, children }: LoadedPageProps<Item>) {
  const { data, error, refetch } = query
  if (error instanceof ApiProblem && error.code === 'NOT_FOUND') return notFound
  if (data === undefined) {
    return error ? <ProblemAlert error={error} retry={() => void refetch()} /> : <PageSkeleton />
  }
  return (
    <Page title={title(data)} crumbs={crumbs} actions={actions?.(data)}>
      {children(data)}
    </Page>
  )
}
