import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readContacts } from '../../web/read-contact.ts'

describe('a contact file', () => {
  it('of version 4 is read with groups, parts of the address and escapes', () => {
    const [one, ...more] =
      readContacts(`BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Blu\r\nN:Blu;Ada;;;\r\nORG:Officina\\, Prato;Legno\r\nTITLE:Head
item1.EMAIL;TYPE=work:ada@blu.example\r\nitem1.X-ABLabel:x\r\nTEL;VALUE=uri;TYPE="voice,cell":tel:+39-055-1234
ADR;TYPE=work:;;Via Cadorna 4\\;b;Prato;PO;59100;Italia\r\nURL:https://blu.example\r\nBDAY:1980-05-04\r\nNOTE:one\\ntwo
PHOTO:data:image/png;base64,AAAA\r\nEND:VCARD\r\n`) ?? []
    assert.deepEqual(more, [])
    assert.deepEqual(one, {
      name: 'Ada Blu',
      company: 'Head, Officina, Prato, Legno',
      emails: ['ada@blu.example'],
      phones: ['+39-055-1234'],
      addresses: ['Via Cadorna 4;b\n59100 Prato PO\nItalia'],
      web: ['https://blu.example'],
      birthday: '1980-05-04',
      notes: 'one\ntwo',
    })
  })

  it('of version 2.1 is read in quoted-printable and its charset, over soft line ends', () => {
    const [one] =
      readContacts(
        'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nNOTE;QUOTED-PRINTABLE:caf=C3=\n=A9\nTEL;HOME;VOICE:1\nEND:VCARD\n',
      ) ?? []
    assert.equal(one?.name, 'Jörg Müller')
    assert.equal(one?.notes, 'café')
    assert.deepEqual(one?.phones, ['1'])
  })

  it('with very many contacts, or none, is no trouble', () => {
    assert.equal(readContacts('BEGIN:VCARD\nFN:x\nEND:VCARD\n'.repeat(5000))?.length, 500)
    assert.equal(readContacts('nothing'), null)
    assert.equal(readContacts('BEGIN:VCARD\nFN:cut')?.[0]?.name, 'cut')
  })
})
