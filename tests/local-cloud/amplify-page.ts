import { Amplify } from 'aws-amplify'
import * as auth from 'aws-amplify/auth'

// What the page of amplify-browser.test.ts runs: the library as it is published, within reach of the test.

const configure = (Cognito: object) => Amplify.configure({ Auth: { Cognito: Cognito as never } })

export const calls = { configure, ...auth }
Object.assign(globalThis, { amplify: calls })
