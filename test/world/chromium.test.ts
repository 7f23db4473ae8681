import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, it } from 'node:test'
import { startChromium } from './chromium.ts'

describe('the browser', () => {
  it('opens a page on loopback and reaches no other host', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<title>here</title><img src="http://leak.example/x.png">')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    try {
      await using browser = await startChromium()
      const page = await browser.newPage()
      const failed: string[] = []
      page.on('requestfailed', request => failed.push(`${request.failure()?.errorText} ${request.url()}`))
      await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
      assert.equal(await page.title(), 'here')
      assert.deepEqual(failed, ['net::ERR_NAME_NOT_RESOLVED http://leak.example/x.png'])
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })
})
