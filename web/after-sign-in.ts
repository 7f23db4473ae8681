import { useEffect } from 'preact/hooks'
import { signedOut } from './server.ts'

/** What failed because the session was over is done again when it goes on: whoever comes back finds no error of before. */
export function useAfterSignIn(hasFailed: boolean, again: () => void): void {
  useEffect(() => {
    if (!hasFailed || !signedOut.peek()) return
    return signedOut.subscribe(isOut => {
      if (!isOut) again()
    })
  }, [hasFailed])
}
