/** What is under way at the same time: the first failure is thrown to whoever looks. */
export function openFlights() {
  const flying = new Set<Promise<void>>()
  let failed: { error: unknown } | null = null
  const check = () => {
    if (failed) throw failed.error
  }
  return {
    begin(flight: Promise<void>) {
      const one = flight.then(
        () => void flying.delete(one),
        (error: unknown) => {
          flying.delete(one)
          failed ??= { error }
        },
      )
      flying.add(one)
    },
    check,
    async landed() {
      await Promise.all(flying)
      check()
    },
  }
}
