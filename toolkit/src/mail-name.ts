/** Dots that programs take for the dot of a domain; NFKC makes a full stop of the others. */
const DOT = /[.\u3002]/

/**
 * A name as it may stand in a mail, in its subject too. Strangers choose names, and mails carry our sender: a name ends no line, changes the
 * direction of no text, fills none of Cognito's placeholders, and holds nothing that a mail program makes a link of.
 */
export const mailName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replaceAll(/\s*@\s*/g, ' at ')
    .replaceAll(/:(?=\S)/g, ': ')
    .replaceAll('//', '/ /')
    // A dot with a space behind it ends a sentence, and begins no domain.
    .replaceAll(new RegExp(`(${DOT.source})(?=\\S)`, 'g'), '$1 ')
    .trim()
