import { newKeyPair } from '../formats/sealed-box.ts'
import { checkData, createData, readInstallation } from '../maildir/data-folder.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { configOf } from './commands.ts'

/** `yestermail init`: says that the folder which is there and holds nothing of ours is meant, and no volume is away. */
export async function initData(_: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const layout = layoutOf(config.data)
  const before = await readInstallation(layout).catch(() => null)
  await createData(layout, newKeyPair, { init: true })
  await checkData(layout)
  process.stdout.write(
    before === null
      ? `${config.data} is ready. Next: yestermail start\n`
      : `${config.data} is a Yestermail data folder already; nothing was changed.\n`,
  )
  return 0
}
