// Every address of the shop's pages.
import { app } from '../urls.ts'

export const products = (): string => `${app()}/products`
export const newProduct = (): string => `${products()}/new`
export const product = (id: string): string => `${products()}/${encodeURIComponent(id)}`
export const editProduct = (id: string): string => `${product(id)}/edit`
export const orders = (): string => `${app()}/orders`
export const newOrder = (): string => `${orders()}/new`
export const order = (id: string): string => `${orders()}/${encodeURIComponent(id)}`
export const deliveryNote = (id: string): string => `${order(id)}/delivery-note`
export const editOrder = (id: string): string => `${order(id)}/edit`
