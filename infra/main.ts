// The CDK app's entry, for `cdk synth`, `cdk deploy` and `npm start`: bundles every function, then synthesizes.
import { tenantryApp } from './app.ts'
import { bundle, removeBundles } from './build/bundle.ts'

await bundle()
tenantryApp().synth()
removeBundles()
