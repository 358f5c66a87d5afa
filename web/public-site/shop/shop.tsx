import { lazy } from 'react'
import type { Feature } from '../app/feature.ts'
import { LatestOrders } from './home/latest-orders.tsx'
import { NewOrderButton } from './home/new-order-button.tsx'
import { OrdersPage } from './orders/orders-page.tsx'
import { ProductsPage } from './products/products-page.tsx'
import * as urls from './urls.ts'

// The lists come with the app; every other page is loaded when it is opened.
const ProductPage = lazy(async () => ({ default: (await import('./products/product-page.tsx')).ProductPage }))
const NewProductPage = lazy(async () => ({ default: (await import('./products/new-product-page.tsx')).NewProductPage }))
const EditProductPage = lazy(async () => ({
  default: (await import('./products/edit-product-page.tsx')).EditProductPage,
}))
const OrderPage = lazy(async () => ({ default: (await import('./orders/order-page.tsx')).OrderPage }))
const DeliveryNotePage = lazy(async () => ({
  default: (await import('./orders/delivery-note-page.tsx')).DeliveryNotePage,
}))
const NewOrderPage = lazy(async () => ({ default: (await import('./orders/new-order-page.tsx')).NewOrderPage }))
const EditOrderPage = lazy(async () => ({ default: (await import('./orders/edit-order-page.tsx')).EditOrderPage }))

/** The sample shop. */
export const SHOP: Feature = {
  name: 'shop',
  navigation: [
    { text: 'Products', href: urls.products(), needs: 'listProducts' },
    { text: 'Orders', href: urls.orders(), needs: 'listOrders' },
  ],
  pages: [
    { path: 'products', Page: ProductsPage, needs: 'listProducts' },
    { path: 'products/new', Page: NewProductPage, needs: 'createProduct' },
    { path: 'products/:id', Page: ProductPage, needs: 'getProduct' },
    { path: 'products/:id/edit', Page: EditProductPage, needs: 'replaceProduct' },
    { path: 'orders', Page: OrdersPage, needs: 'listOrders' },
    { path: 'orders/new', Page: NewOrderPage, needs: 'placeOrder' },
    { path: 'orders/:id', Page: OrderPage, needs: 'getOrder' },
    { path: 'orders/:id/delivery-note', Page: DeliveryNotePage, needs: 'getDeliveryNote' },
    { path: 'orders/:id/edit', Page: EditOrderPage, needs: 'replaceOrder' },
  ],
  home: {
    Actions: NewOrderButton,
    Sections: LatestOrders,
    firstSteps: [
      {
        text: 'Add what you sell',
        action: 'Add a product',
        href: urls.newProduct(),
        async isDone(api, signal) {
          const { items } = await api('listProducts', { query: { limit: 1 } }, { signal })
          return items.length > 0
        },
      },
      {
        text: 'Place an order',
        action: 'New order',
        href: urls.newOrder(),
        async isDone(api, signal) {
          const { items } = await api('listOrders', { query: { limit: 1 } }, { signal })
          return items.length > 0
        },
      },
    ],
  },
  roles: {
    TenantUser: 'Views products; places and changes orders.',
    TenantAdmin: 'Adds, changes and deletes products; deletes orders.',
  },
}
