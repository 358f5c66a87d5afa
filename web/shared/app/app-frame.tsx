import AppLayout from '@cloudscape-design/components/app-layout'
import type { BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import enMessages from '@cloudscape-design/components/i18n/messages/all.en'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import 'virtual:cloudscape-theme.css'
import { useTheme } from '../theme/theme.ts'
import { ThemeIcon } from '../theme/theme-icon.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { ToastList, ToastProvider } from './toasts.tsx'
import './app-frame.css'

export interface AppFrameProps {
  /** What stands at the top left, and where it leads. */
  identity: { title: string; href: string }
  /** Menus at the top right; the theme's switch is always there. */
  utilities: TopNavigationProps.Utility[]
  /** A field in the middle of the top. */
  search?: ReactNode
  navigation: SideNavigationProps.Item[]
  navigationHeader?: SideNavigationProps.Header
  activeHref: string
  /** Stands above every page, for example while the network is away. */
  banner?: ReactNode
  children: ReactNode
}

/** The frame of a signed-in app: brand and menus above, pages at the left, toasts over the content. Links move within the page. */
export function AppFrame(props: AppFrameProps) {
  const { identity, utilities, search, navigation, navigationHeader, activeHref, banner, children } = props
  const { theme, toggle } = useTheme()
  const follow = useFollow()
  const [navigationOpen, setNavigationOpen] = useState(() => window.innerWidth > 900)
  useEffect(() => {
    document.body.classList.toggle('awsui-dark-mode', theme === 'dark')
  }, [theme])
  const themeSwitch: TopNavigationProps.Utility = {
    type: 'button',
    iconSvg: <ThemeIcon />,
    ariaLabel: `Use the ${theme === 'dark' ? 'light' : 'dark'} theme`,
    title: theme === 'dark' ? 'Light theme' : 'Dark theme',
    disableTextCollapse: false,
    onClick: toggle,
  }
  return (
    <I18nProvider locale="en" messages={[enMessages]}>
      <ToastProvider>
        <div id="top" className="app-top">
          <TopNavigation
            identity={{ ...identity, onFollow: follow }}
            search={search}
            utilities={[themeSwitch, ...utilities]}
          />
        </div>
        <AppLayout
          headerSelector="#top"
          toolsHide
          navigationWidth={240}
          navigationOpen={navigationOpen}
          onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
          navigation={
            <SideNavigation
              items={navigation}
              {...(navigationHeader && { header: navigationHeader })}
              activeHref={activeHref}
              onFollow={(event) => {
                follow(event)
                if (window.innerWidth <= 900) setNavigationOpen(false)
              }}
            />
          }
          notifications={<ToastList />}
          content={
            <>
              {banner}
              <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
            </>
          }
        />
      </ToastProvider>
    </I18nProvider>
  )
}

interface FollowEvent {
  preventDefault(): void
  detail: { href?: string; external?: boolean }
}

/** Makes a link of Cloudscape's move within the page, so that nothing is loaded anew. */
export function useFollow(): (event: FollowEvent) => void {
  const navigate = useNavigate()
  return (event) => {
    const { href, external } = event.detail
    if (href === undefined || external) return
    event.preventDefault()
    navigate(href)
  }
}

export type Crumbs = BreadcrumbGroupProps.Item[]
