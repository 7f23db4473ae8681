/** The peer: bare APPENDs in a row, and nothing else: node bare-append.ts PORT FOLDER-OF-MESSAGES TARGET */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

const [port = '', folder = '', target = ''] = process.argv.slice(2)
const files = readdirSync(folder)
const socket = connect(Number(port), '127.0.0.1')
let answered = 0
let wake = () => {}
let rest = ''
socket.setEncoding('latin1').on('data', (chunk: string) => {
  const lines = (rest + chunk).split('\r\n')
  rest = lines.pop() ?? ''
  for (const line of lines) {
    if (/^a\d+ (NO|BAD)/.test(line)) throw new Error(line)
    if (/^a\d+ OK/.test(line)) answered++
  }
  wake()
})
const until = async (count: number) => {
  while (answered < count)
    await new Promise<void>(resolve => {
      wake = resolve
    })
}
await once(socket, 'connect')
const begun = performance.now()
socket.write(`a1 LOGIN anna secret\r\na2 CREATE "${target}"\r\n`)
await until(2)
for (const [n, name] of files.entries()) {
  await until(n + 2 - 64)
  const bytes = readFileSync(join(folder, name))
  socket.cork()
  socket.write(
    `a${n + 3} APPEND "${target}" (\\Seen $Restored142) "01-Mar-2024 10:00:00 +0000" {${bytes.length}+}\r\n`,
  )
  socket.write(bytes)
  socket.write('\r\n')
  socket.uncork()
}
await until(files.length + 2)
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000, added: files.length }))
socket.destroy()
