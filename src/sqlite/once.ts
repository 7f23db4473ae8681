/** Made when it is first asked for: most who open an index ask for little of what it can tell, and statements cost time. */
export function once<T>(make: () => T): () => T {
  let made: { it: T } | undefined
  return () => {
    made ??= { it: make() }
    return made.it
  }
}
