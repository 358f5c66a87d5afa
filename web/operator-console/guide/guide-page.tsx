import { html } from 'virtual:operations-guide'
import Container from '@cloudscape-design/components/container'
import TextContent from '@cloudscape-design/components/text-content'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { Page } from '../../shared/app/page.tsx'
import './guide-page.css'

/** The guide for operations: what alarms mean, and what to do. The address names a paragraph. */
export function GuidePage() {
  const { hash } = useLocation()
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash])
  return (
    <Page title="What to do">
      <Container>
        <TextContent>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a guide of this repository, made into HTML at build time */}
          <div className="guide" dangerouslySetInnerHTML={{ __html: html }} />
        </TextContent>
      </Container>
    </Page>
  )
}
