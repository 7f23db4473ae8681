import type { Container, Member } from './archive.ts'

/**
 * ZIP with stored members (APPNOTE.TXT 6.3.10): CRC-32 and sizes stand in the local headers, so there are no data
 * descriptors and the length is known beforehand. ZIP64 where numbers do not fit; names are UTF-8; times by the
 * extended timestamp field, to the second.
 */
export const zip: Container = {
  head: local,
  padding: () => 0,
  record: central,
  end,
  reserve: 0,
}

const FULL = 0xffff_ffff
const UTF8 = 0x800
const STREAMED = 0x8

/** Of a member whose length and CRC-32 are known only after its bytes: they follow it (4.3.9), as ZIP64. */
export function descriptor({ crc32, size }: Pick<Member, 'crc32' | 'size'>): Uint8Array {
  const it = Buffer.alloc(24)
  it.writeUInt32LE(0x08074b50, 0)
  it.writeUInt32LE(crc32, 4)
  it.writeBigUInt64LE(BigInt(size), 8)
  it.writeBigUInt64LE(BigInt(size), 16)
  return it
}

function local(member: Member): Uint8Array {
  const name = Buffer.from(member.name)
  const streamed = member.streamed === true
  const far = streamed || member.size >= FULL
  const header = Buffer.alloc(30 + name.length + TIME + (far ? 20 : 0))
  header.writeUInt32LE(0x04034b50, 0)
  sameInBoth(header, 4, member, far)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(TIME + (far ? 20 : 0), 28)
  name.copy(header, 30)
  const extra = 30 + name.length
  writeTime(header, extra, member.date)
  // 4.5.3: both sizes, always, in a local header.
  if (far) writeZip64(header, extra + TIME, streamed ? [0, 0] : [member.size, member.size])
  return header
}

/** `planned` is where the member was to begin: it says which form the record has, so that no length changes. */
function central(member: Member, offset: number, planned: number): Uint8Array {
  const name = Buffer.from(member.name)
  const far = member.size >= FULL
  const numbers = [...(far ? [member.size, member.size] : []), ...(planned >= FULL ? [offset] : [])]
  const zip64 = numbers.length ? 4 + 8 * numbers.length : 0
  const record = Buffer.alloc(46 + name.length + TIME + zip64)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(0x0300 | 45, 4)
  sameInBoth(record, 6, member, zip64 > 0 || member.streamed === true)
  if (member.streamed) {
    record.writeUInt32LE(member.crc32, 16)
    record.writeUInt32LE(Math.min(member.size, FULL), 20)
    record.writeUInt32LE(Math.min(member.size, FULL), 24)
  }
  record.writeUInt16LE(name.length, 28)
  record.writeUInt16LE(TIME + zip64, 30)
  record.writeUInt32LE(((member.isFolder ? 0o40755 : 0o100644) << 16) >>> 0, 38)
  if (member.isFolder) record.writeUInt8(0x10, 38)
  record.writeUInt32LE(planned >= FULL ? FULL : offset, 42)
  name.copy(record, 46)
  writeTime(record, 46 + name.length, member.date)
  if (zip64) writeZip64(record, 46 + name.length + TIME, numbers)
  return record
}

// Version needed to extract up to the uncompressed size: 22 octets that local header and record share.
function sameInBoth(into: Buffer, at: number, member: Member, zip64: boolean): void {
  const streamed = member.streamed === true
  const size = streamed ? FULL : Math.min(member.size, FULL)
  into.writeUInt16LE(zip64 ? 45 : 20, at)
  into.writeUInt16LE(UTF8 | (streamed ? STREAMED : 0), at + 2)
  into.writeUInt16LE(0, at + 4)
  into.writeUInt32LE(member.dos, at + 6)
  into.writeUInt32LE(streamed ? 0 : member.crc32, at + 10)
  into.writeUInt32LE(size, at + 14)
  into.writeUInt32LE(size, at + 18)
}

/** Octets of the extended timestamp field: id, length, flags, time of change. */
const TIME = 9

function writeTime(into: Buffer, at: number, date: number): void {
  into.writeUInt16LE(0x5455, at)
  into.writeUInt16LE(5, at + 2)
  into.writeUInt8(1, at + 4)
  into.writeInt32LE(Math.max(0, Math.min(date, 0x7fff_ffff)), at + 5)
}

function writeZip64(into: Buffer, at: number, numbers: readonly number[]): void {
  into.writeUInt16LE(1, at)
  into.writeUInt16LE(8 * numbers.length, at + 2)
  for (const [i, number] of numbers.entries()) into.writeBigUInt64LE(BigInt(number), at + 4 + 8 * i)
}

/** `most` of members and octets was planned: by it the form is chosen, what is written is what there is. */
function end({ count, start, length, mostMembers, mostOctets }: Parameters<Container['end']>[0]): Uint8Array {
  const zip64 = mostMembers >= 0xffff || mostOctets >= FULL
  const it = Buffer.alloc(zip64 ? 98 : 22)
  if (zip64) {
    it.writeUInt32LE(0x06064b50, 0)
    it.writeBigUInt64LE(44n, 4)
    it.writeUInt16LE(0x0300 | 45, 12)
    it.writeUInt16LE(45, 14)
    for (const at of [24, 32]) it.writeBigUInt64LE(BigInt(count), at)
    it.writeBigUInt64LE(BigInt(length), 40)
    it.writeBigUInt64LE(BigInt(start), 48)
    it.writeUInt32LE(0x07064b50, 56)
    it.writeBigUInt64LE(BigInt(start + length), 64)
    it.writeUInt32LE(1, 72)
  }
  const at = it.length - 22
  it.writeUInt32LE(0x06054b50, at)
  for (const field of [8, 10]) it.writeUInt16LE(zip64 ? 0xffff : count, at + field)
  it.writeUInt32LE(zip64 ? FULL : length, at + 12)
  it.writeUInt32LE(zip64 ? FULL : start, at + 16)
  return it
}
