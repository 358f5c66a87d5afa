import type { Business } from './businesses.ts'
import type { Chance } from './chance.ts'

/** A product as the tenant API takes it. */
export interface CatalogueItem {
  name: string
  sku: string
  price: number
  category: string
  stock: number
}

interface Trade {
  kinds: readonly string[]
  things: readonly (readonly [name: string, category: string, price: number])[]
}

const TRADES: Record<Business['trade'], Trade> = {
  coffee: {
    kinds: ['House', 'Ethiopian', 'Colombian', 'Decaf', 'Organic', 'Dark', 'Light', 'Festive'],
    things: [
      ['Espresso Beans 250 g', 'Beans', 9.5],
      ['Filter Beans 1 kg', 'Beans', 28],
      ['Capsules, 30', 'Capsules', 12.9],
      ['Cold Brew Bottle', 'Drinks', 4.2],
      ['Gift Box', 'Gifts', 39],
    ],
  },
  garden: {
    kinds: ['Dwarf', 'Climbing', 'Evergreen', 'Scented', 'Hardy', 'Native', 'Variegated'],
    things: [
      ['Lavender', 'Perennials', 6.5],
      ['Rose', 'Shrubs', 18],
      ['Fern', 'Shade', 9.9],
      ['Tomato Seedling', 'Vegetables', 3.25],
      ['Terracotta Pot', 'Pots', 22],
      ['Maple', 'Trees', 85],
    ],
  },
  books: {
    kinds: ['The Quiet', 'A Short', 'The Last', 'An Illustrated', 'The Northern', 'A Practical'],
    things: [
      ['History of Maps', 'History', 24],
      ['Guide to Bread', 'Cooking', 19.5],
      ['Lighthouse', 'Fiction', 12.99],
      ['Atlas of Birds', 'Nature', 34],
      ['Garden Mystery', 'Crime', 10.99],
      ['Theory of Rivers', 'Science', 29],
    ],
  },
  bikes: {
    kinds: ['Road', 'Gravel', 'City', 'Junior', 'Trail', 'Touring'],
    things: [
      ['Bicycle', 'Bicycles', 899],
      ['Helmet', 'Safety', 64.9],
      ['Saddle', 'Parts', 49],
      ['Tyre', 'Parts', 32.5],
      ['Light Set', 'Safety', 38],
      ['Lock', 'Security', 55],
    ],
  },
  kitchen: {
    kinds: ['Copper', 'Cast-Iron', 'Stainless', 'Enamel', 'Olive-Wood'],
    things: [
      ['Frying Pan', 'Pans', 74],
      ['Saucepan', 'Pans', 59],
      ['Chef Knife', 'Knives', 89],
      ['Chopping Board', 'Boards', 35],
      ['Whisk', 'Tools', 14.5],
      ['Kettle', 'Tea and Coffee', 68],
    ],
  },
  office: {
    kinds: ['Recycled', 'Oak', 'Compact', 'Ergonomic', 'Classic', 'Wall', 'Folding'],
    things: [
      ['Notebook A5', 'Paper', 5.9],
      ['Desk', 'Furniture', 340],
      ['Chair', 'Furniture', 265],
      ['Desk Lamp', 'Lighting', 48],
      ['Pen Set', 'Writing', 17.5],
      ['Shelf', 'Storage', 95],
      ['Printer Paper, 500', 'Paper', 6.8],
    ],
  },
  toys: {
    kinds: ['Wooden', 'Giant', 'Mini', 'Classic', 'Musical', 'Glow'],
    things: [
      ['Train', 'Vehicles', 29],
      ['Puzzle, 200 pieces', 'Puzzles', 15.5],
      ['Owl', 'Soft Toys', 18],
      ['Building Blocks', 'Construction', 36],
      ['Kite', 'Outdoors', 21],
      ['Card Game', 'Games', 9.9],
    ],
  },
}

/** The products of a business: as many as it says, each name once. */
export function catalogueOf({ trade, products }: Business, chance: Chance): CatalogueItem[] {
  const { kinds, things } = TRADES[trade]
  return Array.from({ length: products }, (_, index) => {
    const [thing, category, price] = things[index % things.length] ?? ['Thing', 'Other', 1]
    const round = Math.floor(index / things.length)
    const kind = kinds[round % kinds.length]
    const edition = Math.floor(round / kinds.length)
    return {
      name: edition === 0 ? `${kind} ${thing}` : `${kind} ${thing}, No. ${edition + 1}`,
      sku: `${trade.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(4, '0')}`,
      price: Math.max(0.5, Math.round(price * (0.85 + chance.next() * 0.4) * 20) / 20),
      category,
      stock: chance.between(400, 4000),
    }
  })
}
