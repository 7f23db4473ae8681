let coming: Promise<void> | null = null

/** Resolves when the styles of windows that are opened later are in force. They are a file of their own: nobody waits for them at first. */
export function lateStyle(): Promise<void> {
  coming ??= load().catch(error => {
    coming = null
    throw error
  })
  return coming
}

async function load(): Promise<void> {
  const named = document.querySelector<HTMLMetaElement>('meta[name="late-style"]')
  if (!named) return
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = named.content
  await new Promise((resolve, reject) => {
    link.onload = resolve
    link.onerror = () => {
      link.remove()
      reject(new Error('the styles did not come'))
    }
    document.head.append(link)
  })
}
