/** Digits of the code that proves an e-mail address. */
export const CODE_DIGITS = 6
/** Minutes for which a code is valid, and for which a registration waits to be confirmed. */
export const CODE_MINUTES = 30
/** How often one code may be tried: then it is dead, and a new one must be sent. */
export const CODE_TRIES = 5
/** What a confirmation code looks like. */
export const CODE = new RegExp(`^[0-9]{${CODE_DIGITS}}$`)
