/** `npm run demo`, or `npm run demo -- --port 9000`. The program itself is loaded here and not above, so that a checkout without its packages can say so. */
try {
  const { playDemo } = await import('./play.ts')
  await playDemo(process.argv.slice(2))
  process.exit(0)
} catch (error) {
  if (!(error instanceof Error)) throw error
  const missing = 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
  if (!missing && error.name !== 'Refusal') throw error
  const sentence = missing
    ? 'Some packages are missing. Run "npm ci" first, then "npm run demo" again.'
    : error.message
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
