import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useAfterSignIn } from './after-sign-in.ts'
import { beginPlan, forgetPlan, type Request, type Wish, watchRequest } from './restore-requests.ts'
import { asTrouble, type Trouble, trouble } from './server.ts'

export type Dry =
  | { is: 'comparing' }
  | { is: 'failed'; trouble: Trouble }
  | { is: 'planned'; request: Request; plan: NonNullable<Request['plan']> }

/** Who goes through the choices by the arrow keys, or writes a name, has only the last one compared: milliseconds. */
const quiet = 500

/** A dry run of this wish against the live mailbox, made anew when it changes. What is not filed is forgotten. */
export function usePlan(wish: Wish | null): { dry: Dry; again: () => void; keep: () => void } {
  const dry = useSignal<Dry>({ is: 'comparing' })
  const tries = useSignal(0)
  const draft = useRef<string | null>(null)
  useEffect(() => {
    dry.value = { is: 'comparing' }
    if (!wish) return
    let isOver = false
    let stop = () => {}
    const fail = (trouble: Trouble) => {
      if (!isOver) dry.value = { is: 'failed', trouble }
    }
    const begin = async () => {
      const before = draft.current
      draft.current = null
      const made = await beginPlan(wish, before)
      if (typeof made !== 'string') return fail(made)
      if (isOver) return forgetPlan(made)
      draft.current = made
      stop = watchRequest(made, one => seen(one, it => (dry.value = it)), fail)
    }
    const timer = setTimeout(() => begin().catch(error => fail(asTrouble(error))), quiet)
    return () => {
      isOver = true
      clearTimeout(timer)
      stop()
    }
  }, [JSON.stringify(wish), tries.value])
  useEffect(
    () => () => {
      if (draft.current !== null) forgetPlan(draft.current)
    },
    [],
  )
  const again = () => {
    tries.value += 1
  }
  useAfterSignIn(dry.value.is === 'failed', again)
  return {
    dry: dry.value,
    again,
    keep: () => {
      draft.current = null
    },
  }
}

function seen(request: Request | null, tell: (dry: Dry) => void): boolean {
  if (request?.state === 'planning') return false
  if (request?.state === 'planned' && request.plan) tell({ is: 'planned', request, plan: request.plan })
  else tell({ is: 'failed', trouble: trouble(whyNot(request), '') })
  return true
}

// An empty folder is found, and nothing in it.
function whyNot(request: Request | null): string {
  const problem = request?.problem ?? 'plan-stale'
  return problem === 'not-found' ? 'nothing-to-restore' : problem
}
