import Alert from '@cloudscape-design/components/alert'
import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { lazy, useState } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import { AppFrame } from '../../shared/app/app-frame.tsx'
import { problemText } from '../../shared/app/problem-alert.tsx'
import * as urls from '../urls.ts'
import { HomePage } from './home/home-page.tsx'
import { NoSuchPage } from './no-such-page.tsx'
import { OrdersPage } from './orders/orders-page.tsx'
import { ProductsPage } from './products/products-page.tsx'
import { useSession } from './session/session.tsx'
import { SessionProvider } from './session/session-provider.tsx'
import { useUtilities } from './session/utilities.ts'

const ProductPage = lazy(async () => ({ default: (await import('./products/product-page.tsx')).ProductPage }))
const NewProductPage = lazy(async () => ({ default: (await import('./products/new-product-page.tsx')).NewProductPage }))
const EditProductPage = lazy(async () => ({
  default: (await import('./products/edit-product-page.tsx')).EditProductPage,
}))
const OrderPage = lazy(async () => ({ default: (await import('./orders/order-page.tsx')).OrderPage }))
const NewOrderPage = lazy(async () => ({ default: (await import('./orders/new-order-page.tsx')).NewOrderPage }))
const EditOrderPage = lazy(async () => ({ default: (await import('./orders/edit-order-page.tsx')).EditOrderPage }))
const PeoplePage = lazy(async () => ({ default: (await import('./people/people-page.tsx')).PeoplePage }))

/** The tenant app, behind the sign-in. */
export function TenantApp() {
  // Entering another tenant is another session, whatever page it was.
  const { state } = useLocation()
  return (
    <SessionProvider key={(state as { entered?: string } | null)?.entered}>
      <Frame />
    </SessionProvider>
  )
}

function Frame() {
  const { tenant, isAdmin, isOffline } = useSession()
  const { pathname } = useLocation()
  const [problem, setProblem] = useState<unknown>(null)
  return (
    <AppFrame
      identity={{ title: 'Tenantry', href: urls.app() }}
      utilities={useUtilities(setProblem)}
      navigation={navigation(isAdmin)}
      navigationHeader={{ text: tenant.name, href: urls.app() }}
      activeHref={sectionOf(pathname)}
      banner={
        <>
          {isOffline && (
            <Alert type="warning" header="No connection">
              The service cannot be reached. What you see may be out of date; it is asked again by itself.
            </Alert>
          )}
          {problem !== null && (
            <Alert type="error" dismissible onDismiss={() => setProblem(null)}>
              {problemText(problem)}
            </Alert>
          )}
        </>
      }
    >
      <Routes>
        <Route index element={<HomePage />} />
        <Route path="products" element={<ProductsPage />} />
        <Route path="products/:id" element={<ProductPage />} />
        <Route path="orders" element={<OrdersPage />} />
        <Route path="orders/new" element={<NewOrderPage />} />
        <Route path="orders/:id" element={<OrderPage />} />
        <Route path="orders/:id/edit" element={<EditOrderPage />} />
        <Route path="products/new" element={isAdmin ? <NewProductPage /> : <NoSuchPage />} />
        <Route path="products/:id/edit" element={isAdmin ? <EditProductPage /> : <NoSuchPage />} />
        <Route path="people" element={isAdmin ? <PeoplePage /> : <NoSuchPage />} />
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </AppFrame>
  )
}

/** What the person's role does not allow is not there. */
function navigation(isAdmin: boolean): SideNavigationProps.Item[] {
  const items: SideNavigationProps.Item[] = [
    { type: 'link', text: 'Home', href: urls.app() },
    { type: 'link', text: 'Products', href: urls.products() },
    { type: 'link', text: 'Orders', href: urls.orders() },
  ]
  return isAdmin ? [...items, { type: 'link', text: 'People', href: urls.people() }] : items
}

const sectionOf = (pathname: string): string => pathname.split('/').slice(0, 3).join('/')
