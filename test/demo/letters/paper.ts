import type { Calendar } from '../calendar.ts'
import type { Scene } from '../scene.ts'
import { unsubscribe } from './news.ts'
import { article, headlines, type Look, masthead, newsletter, wide } from './newsletter.ts'

const serif = "Georgia,'Times New Roman',serif"

/** A newspaper that writes every morning, with pictures from the internet and a pixel that counts. */
export function paperLetters(c: Calendar): Scene[] {
  const look: Look = { accent: '#8c1c13', ground: '#f2f1ee', ink: '#1b1b1b', font: serif }
  return mornings.map(([lead, line, second, secondLine], n) => {
    const day = n + 1
    const at = (name: string) => `https://img.golfo.example/${c.day(day)}/${name}.jpg`
    return {
      ...{
        id: `golfo-${day}`,
        folder: 'INBOX',
        day,
        time: '06:45',
        from: 'Il Mattino del Golfo <mattino@golfo.example>',
      },
      ...{ subject: `Il Mattino del Golfo: ${lead}`, also: unsubscribe('golfo.example') },
      life: [3, 6].includes(day)
        ? `${day} 07:20 read`
        : day < 8
          ? `${day} 07:20 read; ${day} 07:25 move Trash`
          : '',
      html: newsletter(
        look,
        line,
        [
          masthead(look, 'Il Mattino del Golfo', `${c.weekday(day, 'it')} ${c.date(day, 'it')}`),
          wide(at('apertura'), '', 300),
          article(look, lead, [line]),
          headlines(look, [
            { source: at('seconda'), head: second, line: secondLine },
            {
              source: at('meteo'),
              head: 'Il tempo',
              line:
                n % 3 === 0
                  ? 'Bora in rinforzo dal pomeriggio, mare mosso.'
                  : 'Sereno al mattino, qualche nube dal mare verso sera.',
            },
          ]),
        ],
        `Il Mattino del Golfo, ogni giorno alle 6.45. <a href="https://www.golfo.example/disiscrizione">Disiscriviti</a><img src="https://conta.golfo.example/a.gif?d=${c.day(day)}" width="1" height="1" alt="">`,
      ),
    }
  })
}

const mornings: [string, string, string, string][] = [
  [
    'Porto Vecchio, pronto il primo magazzino',
    'Dopo sei anni di lavori riapre il Magazzino 26: ospiterà laboratori, una biblioteca e l’archivio del mare.',
    'Tram di Opicina, corse anche la sera',
    'Da lunedì l’ultima partenza è alle 22.40.',
  ],
  [
    'Raddoppiano i treni per Lubiana',
    'Quattro coppie di treni al giorno e un biglietto unico: l’accordo è stato firmato ieri.',
    'Pescatori, torna la sardina',
    'Le reti sono piene e i prezzi scendono.',
  ],
  [
    'La scuola nel bosco compie dieci anni',
    'Sul Carso cento bambini studiano all’aperto, anche con la bora. Siamo stati con loro una mattina.',
    'Caffè, la città ne beve il doppio',
    'Uno studio conta le tazzine: 1.500 a testa all’anno.',
  ],
  [
    'Sul molo Audace arrivano le panchine',
    'Saranno dodici, in pietra del Carso, disegnate da una studentessa.',
    'Biblioteca civica, orario più lungo',
    'Aperta fino alle 21 da martedì a venerdì.',
  ],
  [
    'Bora a 110, chiuso il molo',
    'Alberi caduti in viale Miramare, nessun ferito. Le scuole restano aperte.',
    'Restauro, il teatro romano di notte',
    'Nuove luci da dicembre.',
  ],
  [
    'Il mercato coperto cambia vita',
    'Al piano di sopra cucine e tavoli comuni: il progetto vincitore viene da Udine.',
    'Vela, la Barcolana dei piccoli',
    'Centoventi optimist in golfo.',
  ],
  [
    'Case sfitte, il Comune fa i conti',
    'Sono tremila, quasi tutte nel centro storico. Un bando per chi le riapre.',
    'La grotta che diventò laboratorio',
    'Nella Grotta Gigante i fisici misurano la terra che respira.',
  ],
  [
    'Un faro per i lettori',
    'Nell’ex stazione di Campo Marzio una libreria aperta fino a mezzanotte.',
    'Olio del Carso, annata d’oro',
    'Poche olive, ma perfette.',
  ],
  [
    'I mercatini accendono Ponterosso',
    'Sessanta casette, una pista di ghiaccio vero e vin brulè analcolico per i più piccoli.',
    'Autobus, due linee elettriche',
    'La 6 e la 9 da gennaio.',
  ],
  [
    'Il mare è più caldo di due gradi',
    'I dati della boa di Miramare: mai così tiepido in questa stagione da quando si misura.',
    'Miramare, riapre il giardino delle rose',
    'Visite guidate nel fine settimana.',
  ],
]
