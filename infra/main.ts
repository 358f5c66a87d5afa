// The CDK app's entry, for `cdk synth`, `cdk deploy` and `npm start`: bundles every function and builds the sites, then synthesizes.
import { synthesize } from './app.ts'
import { bundle, removeBundles } from './build/bundle.ts'
import { buildSites } from './build/sites.ts'

await Promise.all([bundle(), buildSites()])
synthesize()
removeBundles()
