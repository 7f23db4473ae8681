/**
 * Gives back the memory of octets that nobody needs any more; they are then none. What shares its memory with others is
 * left as it is. Memory outside the heap is otherwise given back when garbage is collected, after 64 MB at the earliest.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
