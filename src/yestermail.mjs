#!/usr/bin/env node
// Old Node must be able to read this file: it is where it learns that it is too old.
var major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write('yestermail: Node 24 or newer is needed, this is ' + process.version + '. Start it with `npm run` or `npx yestermail`, which bring their own, or install Node 24.\n')
  process.exit(2)
}
await import('./main.ts')
