import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { chosenPort } from './chosen-port.ts'

test('the demo takes the port that is named, and says so when it cannot', async () => {
  assert.equal(await chosenPort([]), null)
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await assert.rejects(chosenPort(['--port', String(port)]), { code: 'cannot-listen', message: /is in use/ })
  other.close()
  await once(other, 'close')
  assert.equal(await chosenPort([`--port=${port}`]), port)
  for (const wrong of ['', '0', '65536', '80x', '-1', '1e3'])
    await assert.rejects(chosenPort([`--port=${wrong}`]), { code: 'bad-option', message: /not a port/ })
  for (const wrong of [['--prot', '9000'], ['9000'], ['--port']])
    await assert.rejects(chosenPort(wrong), { code: 'bad-option', message: /npm run demo -- --port 9000/ })
})
