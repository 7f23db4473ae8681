// The door of the demo: plain JavaScript, so that any Node can read it far enough to say what is missing.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Yestermail needs Node 24, and this is Node ${process.versions.node}. Run "npm ci" first: it brings the right one along, and "npm run demo" then uses it.\n`,
  )
  process.exit(2)
}
try {
  const { runDemo } = await import('./run.ts')
  await runDemo()
  process.exit(0)
} catch (error) {
  if (error?.code === 'ERR_MODULE_NOT_FOUND') {
    process.stderr.write('Some packages are missing. Run "npm ci" first, then "npm run demo" again.\n')
    process.exit(2)
  }
  if (error?.name !== 'Refusal') throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}
