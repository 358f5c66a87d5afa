import { confirmations } from '../classes/confirmations.ts'
import { type Mutant, replaced } from './mutant.ts'

const registration = (file: string, name: string, by: string) =>
  replaced('control-plane/registration', `control-plane/src/registration/${file}`, name, by)

/** What strangers prove, and how often they may try. */
export const SIGN_UP_MUTANTS: Mutant[] = [
  {
    name: 'unlimited guesses',
    change: registration('unconfirmed-store.ts', 'unconfirmedStore', 'unlimitedTries'),
    attacks: confirmations,
    only: ['the right code after five wrong ones', 'the right code after many guesses at once'],
  },
  {
    name: 'any code confirms',
    change: registration('confirmation-code.ts', 'isCode', 'anyCode'),
    attacks: confirmations,
    only: ['a wrong code', 'the code of another registration'],
  },
  {
    name: 'codes without end for one address',
    change: registration('code-limit.ts', 'codeLimit', 'unlimitedCodes'),
    attacks: confirmations,
    only: ['a fourth code for an address', 'a flood'],
  },
]
