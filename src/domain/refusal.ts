/**
 * The one error meant for a person. `code` is stable and is what the page translates; `message` is the English
 * sentence that says what to do; `params` fill the translation. Everything else that is thrown is a fault: it is
 * logged with an id and the person sees only that id.
 */
export class Refusal extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: string, message: string, params: Record<string, string | number> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'Refusal'
    this.code = code
    this.params = params
  }
}

/** Is this an error that may be shown to a person as it is? */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal
}
