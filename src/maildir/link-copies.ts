import type { CopyColumns } from '../domain/copy-columns.ts'
import type { StateCopy } from '../domain/folder-state.ts'
import { unpack } from '../domain/pack-copies.ts'
import { flagLetters, putMaildirName } from '../formats/maildir-name.ts'
import { putHex } from '../formats/octets.ts'
import { inMessages } from './layout.ts'
import { linkOrCopy } from './link-or-copy.ts'

const SLASH = 0x2f
/** Octets of a name in a Maildir or below messages/, at most. */
const LONGEST = 255

/**
 * Links the files of copies below the folder `from` into the folder `to`, each under its name in a Maildir. Both paths are
 * made in the same octets again and again: strings for thousands of them would be a third of the time.
 */
export function linkCopies(from: string, to: string, copies: CopyColumns): void {
  const { files, flags, sets, shas } = copies
  const copyAt = unpack(copies)
  const source = pathBelow(from)
  const target = pathBelow(to)
  const letters = new Map<number, Buffer>()
  const lettersOf = (set: number): Buffer => {
    const known = letters.get(set)
    if (known) return known
    const made = Buffer.from(flagLetters(sets[set] ?? []))
    letters.set(set, made)
    return made
  }
  for (let row = 0; row < copies.uids.length; row++) {
    const end = putMaildirName(target.octets, target.begin, copies, row, lettersOf(flags[row] as number))
    const file = files.has(row) ? `${from}/${fileOf(copyAt(row))}` : source.upTo(putFile(source, shas, row))
    linkOrCopy(file, target.upTo(end))
  }
}

/** A copy's file below messages/. */
export function fileOf({ sha, file = sha }: Pick<StateCopy, 'sha' | 'file'>): string {
  return inMessages(sha, file)
}

// What inMessages makes of the plain hash.
function putFile({ octets, begin }: ReturnType<typeof pathBelow>, shas: Uint8Array, row: number): number {
  const at = putHex(octets, begin, shas, row * 32, 1)
  octets[at] = SLASH
  return putHex(octets, at + 1, shas, row * 32, 32)
}

function pathBelow(folder: string) {
  const begin = Buffer.byteLength(folder) + 1
  const octets = Buffer.alloc(begin + LONGEST)
  octets.write(`${folder}/`)
  const paths: Buffer[] = []
  return {
    octets,
    begin,
    /** The octets before `end`: a path is as long as its buffer. */
    upTo(end: number): Buffer {
      paths[end] ??= octets.subarray(0, end)
      return paths[end]
    },
  }
}
