import BreadcrumbGroup, { type BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { useFollow } from './app-frame.tsx'

export interface PageProps {
  title: string
  /** Stands in the browser's title, before the product's name. @default the title */
  documentTitle?: string
  description?: ReactNode
  /** The pages above this one. */
  crumbs?: BreadcrumbGroupProps.Item[]
  actions?: ReactNode
  children: ReactNode
}

/** Every page of an app, in the same order: where it is, its title, what can be done, its content. */
export function Page({ title, documentTitle = title, description, crumbs, actions, children }: PageProps) {
  const follow = useFollow()
  return (
    <ContentLayout
      breadcrumbs={
        crumbs && (
          <BreadcrumbGroup items={[...crumbs, { text: title, href: '#' }]} onFollow={follow} ariaLabel="Breadcrumbs" />
        )
      }
      header={
        <Header variant="h1" description={description} actions={actions}>
          {title}
        </Header>
      }
    >
      <title>{`${documentTitle} · Tenantry`}</title>
      <SpaceBetween size="l">{children}</SpaceBetween>
    </ContentLayout>
  )
}
