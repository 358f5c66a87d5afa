import type { Feature } from './app/feature.ts'
import { SHOP } from './shop/shop.tsx'

/** The features that make up the product, in the order of the navigation, and the only list of them. */
export const FEATURES: readonly Feature[] = [SHOP]
