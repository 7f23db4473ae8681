import type { Catalogue } from './catalogue.ts'

export const nb: Catalogue = {
  alarms: {
    'run-failed': {
      title: 'Sikkerhetskopier mislykkes gang på gang',
      advice: 'De prøves på nytt hver time. Grunnen til hvert forsøk: yestermail points ADRESSE',
    },
    'no-good-point': {
      title: 'Ingen god sikkerhetskopi på flere dager',
      advice: 'Hva som stanset de siste forsøkene: yestermail points ADRESSE',
    },
    'all-refused': {
      title: 'En e-posttjener avviser alle kontoer',
      advice:
        'Ingen konto på dette domenet blir kopiert før den slipper oss inn igjen. Er hovedpassordet endret, eller er denne maskinen sperret der?',
    },
    'server-down': {
      title: 'En e-posttjener svarer ikke',
      advice: 'Ingen konto på dette domenet blir kopiert før den svarer. Det som gikk tapt, tas igjen.',
    },
    'sign-in-needed': {
      title: 'Eiere må logge inn én gang',
      advice:
        'E-posttjeneren godtar ikke lenger passordet som er lagret. Neste innlogging på siden ordner det.',
    },
    'key-missing': {
      title: 'En nøkkel mangler, og lagrede passord kan ikke åpnes',
      advice:
        'Legg nøkkelfilen tilbake fra sikkerhetskopien din. Ingenting er overskrevet; eiernes neste innlogging ordner det også.',
    },
    'enrol-list': {
      title: 'Listen over kontoene på et domene kunne ikke hentes',
      advice:
        'De som var registrert, er det fortsatt og blir kopiert. Kjør kommandoen for listen for hånd og se hva den sier.',
    },
    'disk-low': {
      title: 'Disken er nesten full',
      advice: 'Gi datamappen mer plass: kopieringen stanser før disken er full.',
    },
    'run-long': {
      title: 'En sikkerhetskopi tar mye lengre tid enn vanlig',
      advice: 'Den fortsetter. Se på e-posttjeneren og nettet hvis det varer.',
    },
    'budget-spent': {
      title: 'Leverandørens daglige mengde er brukt opp',
      advice: 'Det fortsetter av seg selv når leverandøren tillater det igjen.',
    },
    clock: {
      title: 'Klokken på denne maskinen har hoppet',
      advice:
        'I natt slettes ingen gamle kopier; deretter fortsetter det med høyst tre dager per natt. Sjekk klokken på maskinen.',
    },
    damaged: {
      title: 'Lagret e-post er skadet',
      advice:
        'Se hva som er skadet og reparer det som kan repareres: yestermail verify ADRESSE --heal. Kontroller disken.',
    },
    'closed-accounts': {
      title: 'Flere avsluttede kontoer enn vanlig skal slettes',
      advice:
        'Ingen av dem slettes før du samtykker. Se dem: yestermail account list. Hvis de har sluttet: yestermail account erase-closed --accept DOMENE',
    },
    'mail-vanished': {
      title: 'Mye e-post forsvant fra en postkasse på én natt',
      advice: 'Den siste gode kopien før tapet beholdes lenger.',
    },
  },
  figures: {
    days: 'dager',
    minutes: 'minutter',
    usualMinutes: 'vanligvis, minutter',
    failures: 'mislykte forsøk',
    problem: 'grunn',
    why: 'grunn',
    free: 'ledig',
    wanted: 'trengs',
    freeInodes: 'ledige filoppføringer',
    wantedInodes: 'filoppføringer som trengs',
    accounts: 'kontoer',
    done: 'meldinger ferdig',
    of: 'av',
    held: 'kopier holdt tilbake',
    dropped: 'kopier fjernet',
    damages: 'skadde filer',
    what: 'slag',
    day: 'dag',
    folder: 'mappe',
    clock: 'klokke',
    until: 'til',
    detail: 'detaljer',
    messages: 'meldinger borte',
    point: 'kopi',
    takenAt: 'tatt',
    uid: 'UID',
    key: 'nøkkel',
    reason: 'grunn',
    wrong: 'linjer uten adresse',
    before: 'i forrige liste',
    listed: 'i listen nå',
  },
  values: {
    'login-refused': 'e-posttjeneren avviste innloggingen',
    'not-signed-in': 'venter på eierens første innlogging',
    'server-unreachable': 'e-posttjeneren svarte ikke, eller altfor langsomt',
    'key-missing': 'nøkkelen til det lagrede passordet mangler',
    disk: 'disken mangler plass eller kan ikke skrives',
    'budget-spent': 'leverandørens daglige mengde er brukt opp',
    throttled: 'e-posttjeneren ba oss vente',
    interrupted: 'avbrutt',
    fault: 'en feil i Yestermail; loggen sier mer',
    'day-lost': 'mappen til kopien er borte',
    receipt: 'kvitteringen er tapt eller skadet',
    chain: 'kopien før mangler eller er endret',
    'link-lost': 'lenken til en mappe er tapt',
    manifest: 'listen over en mappe er tapt eller skadet',
    'maildir-lost': 'filene i en mappe er borte',
    'message-lost': 'en melding er tapt',
    'message-changed': 'en melding er skadet',
    'file-lost': 'en fil i en mappe er borte',
    'file-changed': 'en fil i en mappe er skadet',
    'file-unknown': 'en fil som ikke hører hjemme der',
    index: 'indeksen kan ikke leses',
    failed: 'kommandoen mislyktes',
    empty: 'ingen adresse i listen',
    'far-shorter': 'under halvparten så mange som sist',
    'no-program': 'programmet ble ikke funnet',
    'no-right': 'programmet kan ikke kjøres',
    'too-much': 'den skrev for mye',
    'too-long': 'den tok for lang tid',
    ahead: 'den gikk for fort',
    behind: 'den er etter',
  },
  operator: {
    several: 'Flere ting trenger oppmerksomhet',
    solvedSubject: 'I orden igjen',
    summarySubject: day => `Hva som er åpent ${day}`,
    open: 'Ikke i orden nå',
    solved: 'I orden igjen',
    allWell: 'Ingenting er åpent lenger.',
    since: when => `siden ${when}`,
    more: count => `og ${count} til`,
    see: 'Alt, på maskinen:',
    why: 'Du får dette brevet fordi adressen din står under mail.operators i oppsettet av Yestermail.',
  },
  owner: {
    vanishedSubject: count => `${count} meldinger er borte fra postkassen din`,
    vanished: ({ address, count, of, before }) =>
      `Siden kopien fra ${before} er ${count} av ${of} meldinger borte fra ${address}: de ligger ikke i noen mappe lenger, eller bare i papirkurven eller søppelposten.`,
    wasYou: 'Hvis du slettet dem selv, trenger du ikke gjøre noe.',
    notYou: ({ before, until }) =>
      `Hvis ikke: kopien fra ${before} har dem fortsatt. Den beholdes minst til ${until}.`,
    otherHands: 'Hvis noen andre kan ha gjort det, bytt passord på postkassen din.',
    open: 'Åpne den kopien:',
    openWithout: 'Åpne Yestermail og velg den kopien.',
    whyVanished:
      'Hvor mange meldinger som må være borte før du får dette brevet, eller at du ikke vil ha det, stilles inn på siden med kopiene dine.',
    signInSubject: 'Sikkerhetskopien av e-posten din trenger at du logger inn én gang',
    signIn: ({ address, since }) =>
      `E-posttjeneren godtar ikke lenger passordet som er lagret for kopien av ${address}; kanskje du har byttet det. Det er ikke tatt noen ny kopi siden ${since}.`,
    signInHere: 'Logg inn én gang med passordet du har nå, så fortsetter kopieringen:',
    signInWithout: 'Logg inn i Yestermail én gang med passordet du har nå, så fortsetter kopieringen.',
    signInWarning: 'Ingen kommer noen gang til å spørre om passordet ditt på e-post.',
    contact: address => `Spørsmål besvares på ${address}.`,
  },
}
