// A CloudFront Function (runtime 2.0): the start page has a document of its own, other pages' addresses are routes of one, and files are
// what has a dot in its name.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1)
  if (!name.includes('.')) request.uri = request.uri === '/' ? '/index.html' : '/page.html'
  return request
}
